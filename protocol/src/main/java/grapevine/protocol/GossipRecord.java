package grapevine.protocol;

/** What gossip carries of one record: all of it, or a stub for a receiver that has its update. */
public sealed interface GossipRecord permits LogRecord, RecordStub {
  Dot dot();
}
