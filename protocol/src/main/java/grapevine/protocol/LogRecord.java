package grapevine.protocol;

import java.util.Objects;

/**
 * An update stamped by one replica manager. Immutable for ever: one dot, one body (invariant 11).
 */
public record LogRecord(Dot dot, Update update) implements GossipRecord {
  private static final int DOT_BYTES_MAX = MemberId.NAME_LENGTH_MAX + 20;

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

  /**
   * About what the record costs in a message, in bytes, and rather too much: members' names vary.
   */
  int weight() {
    int dots = prev().vector().size() + 2;
    for (PendingWrite write : prev().pending()) {
      dots += 1 + write.dots().size();
    }
    return update.operation().length() + DOT_BYTES_MAX * dots;
  }

  private Token prev() {
    return update.prev();
  }
}
