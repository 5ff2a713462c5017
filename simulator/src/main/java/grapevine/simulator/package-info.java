/**
 * Runs the real cores, and every twentieth seed the real database, under one seed: see
 * docs/testing.md.
 */
package grapevine.simulator;
