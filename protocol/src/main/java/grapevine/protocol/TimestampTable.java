package grapevine.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each peer has told about itself. A row only ever grows, and never exceeds what is on that
 * peer's disk, because a peer reports what its disk holds (invariant 15). A peer not met yet counts
 * as having nothing.
 */
final class TimestampTable {
  private final MemberId me;
  private final int tolerated;
  private final TreeMap<String, Row> rows = new TreeMap<>();
  private long confirmed;
  // What settles once {@code settlesAt} is executed here. Kept until then: a newer aim at every
  // report would never be reached under steady load.
  private VectorTimestamp settlesNext = VectorTimestamp.ZERO;
  private VectorTimestamp settlesAt = VectorTimestamp.ZERO;
  // What the last look at it was made with; most steps change none of it.
  private VectorTimestamp lookedAt = VectorTimestamp.ZERO;
  private long lookedAtStamped;
  private boolean isNews = true;
  private boolean isSettling = true;

  /**
   * @param tolerated how many others must hold what is shown (R6a)
   */
  TimestampTable(MemberId me, int tolerated) {
    this.me = me;
    this.tolerated = tolerated;
  }

  /**
   * From now on these take part beside this one; a new one counts as having nothing.
   *
   * @param isAnyFenced records may still come of one that does not take part any more: until then
   *     nothing more is known to settle
   */
  void members(List<Member> others, boolean isAnyFenced) {
    isSettling = !isAnyFenced;
    TreeMap<String, Row> kept = new TreeMap<>();
    for (Member other : others) {
      Row row = rows.get(other.id().name());
      boolean isSame = row != null && (row.member.equals(other.id()) || !row.member.isMet());
      kept.put(other.id().name(), isSame ? row : new Row());
      kept.get(other.id().name()).member = other.id();
    }
    rows.clear();
    rows.putAll(kept);
    isNews = true;
  }

  /** Returns whether its disk is known to hold more than before. */
  boolean report(MemberId peer, VectorTimestamp replicaTimestamp, VectorTimestamp valueTimestamp) {
    Row row = rows.get(peer.name());
    boolean isMore = !row.replicaTimestamp.covers(replicaTimestamp);
    row.member = peer;
    row.replicaTimestamp = row.replicaTimestamp.merge(replicaTimestamp);
    row.valueTimestamp = row.valueTimestamp.merge(valueTimestamp);
    confirmed = Math.max(confirmed, heldByEnough());
    isNews = true;
    return isMore;
  }

  /** What this peer's disk is known to hold. */
  VectorTimestamp heldBy(String peer) {
    return rows.get(peer).replicaTimestamp;
  }

  // With more others to lose than there are, all of them hold it.
  private long heldByEnough() {
    long[] held = rows.values().stream().mapToLong(row -> row.replicaTimestamp.get(me)).toArray();
    Arrays.sort(held);
    return held.length == 0 ? 0 : held[Math.max(0, held.length - Math.max(1, tolerated))];
  }

  /** The highest record of mine that enough other members' disks hold (R6a). */
  long confirmed() {
    return confirmed;
  }

  /** Whether of each component so many other members hold all. */
  boolean isHeldBy(int copies, VectorTimestamp timestamp) {
    for (int i = 0; i < timestamp.size(); i++) {
      if (countHolding(timestamp.member(i), timestamp.count(i)) < copies) {
        return false;
      }
    }
    return true;
  }

  /** How many other members are known to hold this record. */
  int countHolding(MemberId origin, long n) {
    int count = 0;
    for (Row row : rows.values()) {
      count += row.replicaTimestamp.get(origin) >= n ? 1 : 0;
    }
    return count;
  }

  /** What this member has said it has executed. */
  VectorTimestamp executedBy(MemberId member) {
    return rows.get(member.name()).valueTimestamp;
  }

  /**
   * What every member but those left behind is known to hold, as far as {@code mine} goes: what may
   * be discarded (R14).
   */
  VectorTimestamp knownByAll(VectorTimestamp mine, List<String> leftBehind) {
    VectorTimestamp known = mine;
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      if (!leftBehind.contains(row.getKey())) {
        known = known.meet(row.getValue().replicaTimestamp);
      }
    }
    return known;
  }

  /**
   * {@code before}, and what every member has executed, as soon as all that any of them had stamped
   * when it said so is executed here. No update that is still unseen here can then have been made
   * without knowing it; an own one that waits for a second disk (R6a) is unseen too.
   *
   * @param mine executed here
   * @param stampedHere the highest own record
   */
  VectorTimestamp settled(VectorTimestamp before, VectorTimestamp mine, long stampedHere) {
    boolean isOld = !isNews && mine.equals(lookedAt) && stampedHere == lookedAtStamped;
    isNews = false;
    lookedAt = mine;
    lookedAtStamped = stampedHere;
    if (isOld || !mine.covers(settlesAt)) {
      return before;
    }
    VectorTimestamp settled = before.merge(settlesNext);
    if (!isSettling) {
      return settled;
    }
    VectorTimestamp executed = mine;
    VectorTimestamp stamped = VectorTimestamp.ZERO.with(me, stampedHere);
    for (Row row : rows.values()) {
      if (!row.member.isMet()) {
        return settled;
      }
      executed = executed.meet(row.valueTimestamp);
      stamped = stamped.with(row.member, row.replicaTimestamp.get(row.member));
    }
    settlesNext = executed;
    settlesAt = stamped;
    return mine.covers(stamped) ? settled.merge(executed) : settled;
  }

  /** Whether the peer's disk holds something that {@code wanted} names and {@code mine} lacks. */
  boolean canHelp(String peer, VectorTimestamp mine, Token wanted) {
    VectorTimestamp held = heldBy(peer);
    VectorTimestamp vector = wanted.vector();
    for (int i = 0; i < vector.size(); i++) {
      MemberId origin = vector.member(i);
      if (mine.get(origin) < vector.count(i) && held.get(origin) >= vector.count(i)) {
        return true;
      }
    }
    return wanted.pending().stream()
        .anyMatch(write -> !write.isCoveredBy(mine) && write.isCoveredBy(held));
  }

  private static final class Row {
    private MemberId member = MemberId.unmet("-");
    private VectorTimestamp replicaTimestamp = VectorTimestamp.ZERO;
    private VectorTimestamp valueTimestamp = VectorTimestamp.ZERO;
  }
}
