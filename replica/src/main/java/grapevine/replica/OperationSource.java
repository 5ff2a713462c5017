package grapevine.replica;

import grapevine.common.codec.WireCodec;
import grapevine.database.QueryReader;
import grapevine.protocol.CallId;
import java.util.Optional;

/**
 * Executed operations, for peers whose copies of them are damaged. Asked so seldom that one reader
 * is enough for all who ask. Thread-safe.
 */
final class OperationSource implements AutoCloseable {
  static final String PATH = "/internal/operations/";

  private final QueryReader reader;

  OperationSource(QueryReader reader) {
    this.reader = reader;
  }

  /** As a record in the form of the links; empty when it is not executed here. */
  synchronized Optional<byte[]> find(CallId callId) {
    return reader.operation(callId).map(WireCodec::encode);
  }

  /** The call id that a path ends with. */
  static Optional<CallId> callIdOf(String path) {
    String digits = path.substring(path.lastIndexOf('/') + 1);
    if (!digits.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    return Optional.of(
        new CallId(
            Long.parseUnsignedLong(digits.substring(0, 16), 16),
            Long.parseUnsignedLong(digits.substring(16), 16)));
  }

  @Override
  public synchronized void close() {
    reader.close();
  }
}
