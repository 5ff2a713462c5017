package grapevine.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What a session depends on (R3): the timestamp of all it was shown, and its own acknowledged
 * writes that it has not read back. Only acknowledged writes enter: one that was merely attempted
 * may exist nowhere.
 */
public record Token(VectorTimestamp vector, List<PendingWrite> pending, long lamport) {
  public static final int PENDING_MAX = 32;

  public static final Token EMPTY = new Token(VectorTimestamp.ZERO, List.of(), 0);

  public Token {
    pending = List.copyOf(pending);
    if (pending.size() > PENDING_MAX) {
      throw new IllegalArgumentException("a token has at most " + PENDING_MAX + " pending writes");
    }
  }

  /**
   * After a reply that showed state: a query's reply removes exactly the entries which that query
   * carried.
   */
  public Token afterQuery(Token carried, VectorTimestamp shown, long shownLamport) {
    List<PendingWrite> left = new ArrayList<>(pending);
    left.removeIf(write -> placeOf(write.callId(), carried.pending) >= 0);
    return new Token(vector.merge(shown), left, Math.max(lamport, shownLamport));
  }

  /**
   * After an acknowledgement: the write becomes pending; the timestamp stays, or one dead replica
   * would hold us up.
   */
  public Token afterUpdate(PendingWrite write, long shownLamport) {
    return bounded(vector, union(pending, List.of(write)), Math.max(lamport, shownLamport));
  }

  /** The two sessions' dependencies together: maximum and union. */
  public Token merge(Token other) {
    return bounded(
        vector.merge(other.vector),
        union(pending, other.pending),
        Math.max(lamport, other.lamport));
  }

  /**
   * Whether a state of this timestamp shows everything that it names. By their call ids more of the
   * pending writes may be shown (R5).
   */
  public boolean isCoveredBy(VectorTimestamp executed) {
    return executed.covers(vector)
        && pending.stream().allMatch(write -> write.isCoveredBy(executed));
  }

  private static List<PendingWrite> union(List<PendingWrite> first, List<PendingWrite> second) {
    List<PendingWrite> result = new ArrayList<>(first);
    for (PendingWrite write : second) {
      int place = placeOf(write.callId(), result);
      if (place < 0) {
        result.add(write);
      } else {
        result.set(
            place,
            new PendingWrite(write.callId(), joinDots(result.get(place).dots(), write.dots())));
      }
    }
    return result;
  }

  // Few entries, and mostly none: looking through them costs less than an index.
  private static int placeOf(CallId callId, List<PendingWrite> writes) {
    for (int i = 0; i < writes.size(); i++) {
      if (writes.get(i).callId().equals(callId)) {
        return i;
      }
    }
    return -1;
  }

  private static List<Dot> joinDots(List<Dot> first, List<Dot> second) {
    List<Dot> dots = new ArrayList<>(first);
    second.stream().filter(dot -> !dots.contains(dot)).forEach(dots::add);
    return dots.subList(0, Math.min(dots.size(), PendingWrite.DOTS_MAX));
  }

  // R3: beyond the bound the oldest is folded: one of its dots becomes a plain dependency.
  private static Token bounded(VectorTimestamp vector, List<PendingWrite> pending, long lamport) {
    VectorTimestamp folded = vector;
    int surplus = Math.max(0, pending.size() - PENDING_MAX);
    for (PendingWrite oldest : pending.subList(0, surplus)) {
      folded = folded.merge(VectorTimestamp.of(oldest.dots().get(0)));
    }
    return new Token(folded, pending.subList(surplus, pending.size()), lamport);
  }
}
