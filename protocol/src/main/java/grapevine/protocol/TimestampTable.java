package grapevine.protocol;

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

  TimestampTable(MemberId me, List<String> peers) {
    this.me = me;
    peers.forEach(peer -> rows.put(peer, new Row()));
  }

  /** Returns whether its disk is known to hold more than before. */
  boolean report(MemberId peer, VectorTimestamp replicaTimestamp, VectorTimestamp valueTimestamp) {
    Row row = rows.get(peer.name());
    boolean isMore = !row.replicaTimestamp.covers(replicaTimestamp);
    row.member = peer;
    row.replicaTimestamp = row.replicaTimestamp.merge(replicaTimestamp);
    row.valueTimestamp = row.valueTimestamp.merge(valueTimestamp);
    confirmed = Math.max(confirmed, replicaTimestamp.get(me));
    isNews = true;
    return isMore;
  }

  /** What this peer's disk is known to hold. */
  VectorTimestamp heldBy(String peer) {
    return rows.get(peer).replicaTimestamp;
  }

  /** The highest record of mine that some other member's disk holds (R6a). */
  long confirmed() {
    return confirmed;
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
