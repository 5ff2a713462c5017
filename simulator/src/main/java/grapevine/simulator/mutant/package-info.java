/** Bugs made on purpose, which the harness must catch. */
package grapevine.simulator.mutant;
