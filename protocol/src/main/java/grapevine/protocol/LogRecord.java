package grapevine.protocol;

import java.util.Objects;

/**
 * An update stamped by one replica manager. Immutable for ever: one dot, one body (invariant 11).
 */
public record LogRecord(Dot dot, Update update) {
  public LogRecord {
    Objects.requireNonNull(dot, "dot");
    Objects.requireNonNull(update, "update");
  }

  public CallId callId() {
    return update.callId();
  }

  public MemberId origin() {
    return dot.origin();
  }

  /**
   * Equal for records whose effect is equal to the byte; breaks ties between variants of one call
   * id (R10).
   */
  public long contentHash() {
    return update.operation().fingerprint(update.lamport());
  }
}
