/** Simulated customers: what they ask, when, and the count of what became of it. */
package grapevine.benchmark.load;
