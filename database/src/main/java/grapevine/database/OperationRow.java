package grapevine.database;

import grapevine.common.Sha256;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.ExecutedOperations.Execution;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * An executed operation: one row for each call id, whatever the operation is. That it is there says
 * that the call id was executed; everything else (an order's status) is derived when read. A {@link
 * Fact} is a row too.
 *
 * @param sequence counts what this replica executed, and is the row's id
 * @param dot of the record it was executed with: may differ between replicas, so no digest has it
 */
record OperationRow(
    long sequence,
    CallId callId,
    Filing filing,
    long lamport,
    long requestHash,
    Payload body,
    Dot dot) {

  static OperationRow of(long sequence, LogRecord record) {
    Payload body = record.update().operation();
    return new OperationRow(
        sequence,
        record.callId(),
        Filing.of(record),
        record.update().lamport(),
        record.update().requestHash(),
        body,
        record.dot());
  }

  /** As another replica is told of it: what it depended on is executed long since. */
  LogRecord record() {
    return new LogRecord(dot, new Update(callId, Token.EMPTY, lamport, requestHash, body));
  }

  /** As {@link LogRecord#contentHash}. */
  long contentHash() {
    return body.fingerprint(lamport);
  }

  Execution execution() {
    return new Execution(dot, requestHash, contentHash());
  }

  /** R10: of two variants of a call id the smaller one is kept. */
  boolean isKeptOver(OperationRow other) {
    return lamport != other.lamport ? lamport < other.lamport : contentHash() < other.contentHash();
  }

  /**
   * This row's part of the digest: a cut SHA-256, so that the parts of a sum do not cancel out by
   * accident.
   */
  long hash() {
    MessageDigest sha256 = Sha256.newDigest();
    sha256.update(filing.kind().label().getBytes(StandardCharsets.UTF_8));
    sha256.update(
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(callId.high())
            .putLong(callId.low())
            .putLong(lamport)
            .flip());
    sha256.update(body.bytes());
    return ByteBuffer.wrap(sha256.digest()).getLong();
  }
}
