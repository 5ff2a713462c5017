package grapevine.database;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Operation;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rows of talk say. */
final class TalkRows {
  private static final Logger LOG = LoggerFactory.getLogger(TalkRows.class);

  private TalkRows() {}

  static Hash128 callHash(OperationRow row) {
    return new Hash128(row.callId().high(), row.callId().low());
  }

  /** Empty when these bytes have no such meaning here: an operation without effect. */
  static <T extends Operation> Optional<T> readAs(Class<T> type, OperationRow row) {
    try {
      return Optional.of(Json.readOwn(row.body().bytes(), Operation.class))
          .filter(type::isInstance)
          .map(type::cast);
    } catch (RuntimeException e) {
      LOG.debug("operation {} has no effect here: {}", row.callId(), e.toString());
      return Optional.empty();
    }
  }
}
