/**
 * Lazy replication (Ladin, Liskov, Shrira, Ghemawat, TOCS 1992) as two state machines without I/O,
 * clock, thread, randomness or library: {@link grapevine.protocol.ReplicaManager} and {@link
 * grapevine.protocol.FrontEnd}. Both are driven by {@code step(input) -> effects}; rule numbers (R1
 * ...) are those of {@code docs/protocol.md}.
 */
package grapevine.protocol;
