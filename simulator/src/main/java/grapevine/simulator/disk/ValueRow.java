package grapevine.simulator.disk;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Payload;

/**
 * What the value keeps of an executed call id.
 *
 * @param dot of the record these facts came with; it may differ between replicas: in no digest
 */
record ValueRow(
    CallId callId, long lamport, long requestHash, long contentHash, Payload body, Dot dot) {
  static ValueRow of(LogRecord record) {
    return new ValueRow(
        record.callId(),
        record.update().lamport(),
        record.update().requestHash(),
        record.contentHash(),
        record.update().operation(),
        record.dot());
  }

  /** R10: of two variants the smaller (lamport, content hash) is kept. */
  boolean isKeptOver(ValueRow other) {
    return lamport != other.lamport ? lamport < other.lamport : contentHash < other.contentHash;
  }

  /** This row's part of the digest, which is a sum. The content hash is over lamport and body. */
  long digest() {
    return mixed(mixed(mixed(callId.high()) ^ callId.low()) ^ contentHash);
  }

  /** The finaliser of SplitMix64: without it the parts of a sum could cancel out. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
