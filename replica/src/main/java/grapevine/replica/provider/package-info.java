/**
 * What the three open HTTP APIs (postcodes.io, OpenStreetMap's Overpass, the FSA's hygiene ratings)
 * are asked, within limits that keep both sides well. Calls block: they are for a worker thread,
 * never for the core's, and nothing here runs while an update is applied.
 */
package grapevine.replica.provider;
