/** How a snapshot of a replica manager's database gets from one process to another. */
package grapevine.common.snapshot;
