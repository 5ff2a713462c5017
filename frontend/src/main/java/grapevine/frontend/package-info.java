/** The front end's process: options, parts put together, start and stop. */
package grapevine.frontend;
