/** Faults on purpose, for teaching and for tests: only where a process was started with --chaos. */
package grapevine.replica.chaos;
