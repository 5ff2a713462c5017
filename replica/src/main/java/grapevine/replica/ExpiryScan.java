package grapevine.replica;

import grapevine.common.Rendezvous;
import grapevine.database.DamagedRecordException;
import grapevine.database.UnansweredOrders;
import grapevine.database.UnansweredOrders.Placed;
import grapevine.database.UnansweredOrders.Unanswered;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for orders that nobody has answered in time, and makes the updates that let them expire.
 * The call id and the time in such an update are derived from the order, so the same one made by
 * several replica managers is one update; yet normally one makes it, which all of them agree on by
 * a hash, and the others only after a minute of grace. An order that came late, behind newer ones,
 * waits until those are due: so it expires ten minutes after it came at the latest.
 */
final class ExpiryScan {
  static final long GRACE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** What nobody let expire for so long stays as it is: a restart looks no further back. */
  static final long LOOK_BACK_MILLIS = TimeUnit.DAYS.toMillis(1);

  static final int ROWS_AT_ONCE = 500;

  /** Of front ends whose clocks are ahead: they must not hold up what comes after them. */
  private static final int EARLY_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(ExpiryScan.class);

  private final UnansweredOrders orders;
  private final boolean isForOthers;
  private final ArrayDeque<Placed> early = new ArrayDeque<>();
  private long position = -1;

  /**
   * @param isForOthers whether it makes also those that others should have made a while ago
   */
  ExpiryScan(UnansweredOrders orders, boolean isForOthers) {
    this.orders = orders;
    this.isForOthers = isForOthers;
  }

  /**
   * What was looked at.
   *
   * @param isAll whether nothing more is due by now
   */
  record Step(List<Update> updates, boolean isAll) {}

  /** Looks at some more orders. */
  Step step(ReplicaReport report, long nowMillis) {
    long age = UnansweredOrders.ANSWER_MILLIS_MAX + (isForOthers ? GRACE_MILLIS : 0);
    if (position < 0) {
      position = orders.before(nowMillis - LOOK_BACK_MILLIS);
    }
    List<Placed> due = new ArrayList<>();
    takeEarly(due, nowMillis - age);
    long upTo = Math.min(orders.newest(), position + ROWS_AT_ONCE);
    boolean isAll = upTo < position + ROWS_AT_ONCE;
    for (Placed placed : orders.between(position, upTo)) {
      if (placed.placedAtMillis() > nowMillis && early.size() < EARLY_MAX) {
        early.add(placed);
      } else if (placed.placedAtMillis() > nowMillis - age) {
        upTo = placed.sequence() - 1;
        isAll = true;
        break;
      } else if (placed.placedAtMillis() > nowMillis - LOOK_BACK_MILLIS) {
        due.add(placed);
      }
    }
    position = upTo;
    List<Update> updates = new ArrayList<>();
    for (Placed placed : due) {
      if (isForOthers || isMine(placed.orderId(), report)) {
        find(placed).ifPresent(order -> updates.add(order.expiry()));
      }
    }
    return new Step(updates, isAll);
  }

  private void takeEarly(List<Placed> due, long untilMillis) {
    for (int left = early.size(); left > 0; left--) {
      Placed next = early.remove();
      (next.placedAtMillis() > untilMillis ? early : due).add(next);
    }
  }

  private Optional<Unanswered> find(Placed placed) {
    try {
      return orders.find(placed.callId());
    } catch (DamagedRecordException e) {
      // The scrub sees to it; meanwhile another replica manager lets the order expire.
      LOG.warn("{} cannot be read, so it does not expire here: {}", placed.orderId(), e.toString());
      return Optional.empty();
    }
  }

  /** The order's highest hash with an active member: all of the same members agree on it. */
  static boolean isMine(String orderId, ReplicaReport report) {
    List<MemberId> active =
        report.members().stream()
            .filter(member -> member.state() == Member.State.ACTIVE)
            .map(Member::id)
            .toList();
    Optional<MemberId> chosen =
        Rendezvous.ranked("grapevine/expiry/1", orderId, active).stream().findFirst();
    return chosen.isEmpty() || chosen.get().equals(report.member());
  }
}
