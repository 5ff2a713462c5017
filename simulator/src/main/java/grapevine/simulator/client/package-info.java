/** Simulated clients: they order, cook and carry, forget, repeat themselves, and write history. */
package grapevine.simulator.client;
