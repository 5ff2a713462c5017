/** Disks of simulated replica managers: in memory, and the real SQLite code. */
package grapevine.simulator.disk;
