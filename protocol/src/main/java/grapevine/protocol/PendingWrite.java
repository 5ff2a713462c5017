package grapevine.protocol;

import java.util.List;

/**
 * An acknowledged write that its session has not read back yet. Its dots are <em>alternatives</em>
 * (R3): one of them executed is enough, so the death of one of the replica managers that stamped it
 * holds nobody up.
 */
public record PendingWrite(CallId callId, List<Dot> dots) {
  /**
   * More records of one call id than this are never remembered; any of them satisfies the entry.
   */
  public static final int DOTS_MAX = 8;

  public PendingWrite {
    dots = List.copyOf(dots);
    if (dots.isEmpty() || dots.size() > DOTS_MAX) {
      throw new IllegalArgumentException(
          "a pending write has 1 to " + DOTS_MAX + " dots, not " + dots.size());
    }
  }

  public boolean isCoveredBy(VectorTimestamp timestamp) {
    for (Dot dot : dots) {
      if (timestamp.covers(dot)) {
        return true;
      }
    }
    return false;
  }
}
