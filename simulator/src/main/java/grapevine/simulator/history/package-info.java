/** The checker that sees only what clients see. */
package grapevine.simulator.history;
