/** Load on a running cluster through its public API, and what came of it. */
package grapevine.benchmark;
