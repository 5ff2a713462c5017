package grapevine.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A record without its operation, for a receiver that is believed to hold another record of the
 * same update (R12). A wrong belief costs a round trip: the receiver asks for the whole record.
 *
 * @param contentHash of the record it stands for
 */
public record RecordStub(
    Dot dot, CallId callId, Token prev, long lamport, long requestHash, long contentHash)
    implements GossipRecord {

  static RecordStub of(LogRecord record) {
    Update update = record.update();
    return new RecordStub(
        record.dot(),
        update.callId(),
        update.prev(),
        update.lamport(),
        update.requestHash(),
        record.contentHash());
  }

  /** The record, if one of these has its operation. */
  Optional<LogRecord> completedBy(List<LogRecord> sameCall) {
    for (LogRecord known : sameCall) {
      if (known.contentHash() == contentHash) {
        Update update = new Update(callId, prev, lamport, requestHash, known.update().operation());
        return Optional.of(new LogRecord(dot, update));
      }
    }
    return Optional.empty();
  }
}
