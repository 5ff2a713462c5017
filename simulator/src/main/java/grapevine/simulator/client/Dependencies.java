package grapevine.simulator.client;

import grapevine.protocol.PendingWrite;
import grapevine.protocol.Token;
import grapevine.simulator.check.InvariantViolated;

/**
 * R3, seen from the client: whatever a token named, its successor names too. A pending write may
 * also have become a plain dependency; only a query, which shows it, may take it away.
 */
final class Dependencies {
  private Dependencies() {}

  static void requireKept(Token before, Token after) {
    boolean areWritesKept =
        before.pending().stream()
            .allMatch(
                write ->
                    write.isCoveredBy(after.vector())
                        || after.pending().stream().anyMatch(other -> isSame(write, other)));
    if (!areWritesKept
        || !after.vector().covers(before.vector())
        || after.lamport() < before.lamport()) {
      throw new InvariantViolated("token-forgets", before + " became " + after);
    }
  }

  /** Every way to satisfy it is kept: else a dead replica manager could hold its session up. */
  private static boolean isSame(PendingWrite write, PendingWrite other) {
    return write.callId().equals(other.callId()) && other.dots().containsAll(write.dots());
  }
}
