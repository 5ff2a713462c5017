package grapevine.simulator;

import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.RecordStub;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import grapevine.simulator.check.Probe;
import grapevine.simulator.client.Business;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often interesting states are reached. Judges nothing. */
public final class Marks implements Probe {
  private final EnumMap<Mark, Long> counts = new EnumMap<>(Mark.class);
  private final TreeMap<MemberId, Last> last = new TreeMap<>();

  /** What was known of a replica manager before the step at hand. */
  private static final class Last {
    private ReplicaReport report;
    private Input input;
    private int appended;
    private int applied;
    private boolean isOpen;
  }

  public Map<Mark, Long> counts() {
    return counts;
  }

  public void add(Marks other) {
    other.counts.forEach((mark, count) -> counts.merge(mark, count, Long::sum));
  }

  /** What clients have seen. */
  void add(Business.Counts seen) {
    reached(Mark.ANSWER_SHOWN, seen.answersShown());
    reached(Mark.MESSAGE_READ, seen.markedAsRead());
    reached(Mark.WRITTEN_FOR_EVERYBODY, seen.written());
    reached(Mark.ACCOUNT_DELETED, seen.accountsDeleted());
    reached(Mark.ORDER_EXPIRED, seen.expired());
    reached(Mark.EXPIRED_THOUGH_ACCEPTED, seen.expiredThoughAccepted());
    reached(Mark.KITCHEN_EDITED, seen.kitchenEdits());
  }

  long count(Mark mark) {
    return counts.getOrDefault(mark, 0L);
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    last.put(replica, new Last());
    if (!recovered.log().isEmpty()) {
      reached(Mark.RESTART_WITH_A_LOG);
    }
  }

  @Override
  public void receives(MemberId replica, Input input) {
    Last before = last.get(replica);
    before.input = input;
    before.isOpen = true;
    reachedIf(
        input instanceof Input.Call call
            && call.call() instanceof ReplicaCall.UpdateCall update
            && update.update().prev().pending().size() == Token.PENDING_MAX,
        Mark.TOKEN_AT_ITS_BOUND);
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    last.get(replica).appended++;
  }

  @Override
  public void applied(MemberId replica, LogRecord record) {
    last.get(replica).applied++;
  }

  @Override
  public void reconciled(MemberId replica, LogRecord record) {
    reached(Mark.VARIANT_RECONCILED);
    last.get(replica).applied++;
  }

  @Override
  public void decided(MemberId replica, LogRecord record, Value.Decision decision) {
    reached(Mark.FORCED_DECIDED);
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    reached(Mark.MEMBER_JOINED);
  }

  @Override
  public void discarded(MemberId replica, VectorTimestamp floor) {
    reached(Mark.LOG_TRUNCATED);
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    Last before = last.get(replica);
    if (before.report != null) {
      compare(before, before.report, after);
    }
    before.report = after;
    before.input = null;
    before.appended = 0;
    before.applied = 0;
  }

  private void compare(Last step, ReplicaReport before, ReplicaReport after) {
    reachedIf(after.heldQueries() > before.heldQueries(), Mark.QUERY_PARKED);
    reachedIf(after.heldUpdates() > before.heldUpdates(), Mark.UPDATE_PARKED);
    if (!(step.input instanceof Input.Tick)) {
      reachedIf(after.heldQueries() < before.heldQueries(), Mark.QUERY_RELEASED);
      reachedIf(after.heldUpdates() < before.heldUpdates(), Mark.UPDATE_RELEASED);
    }
    reachedIf(after.isDegraded() && !before.isDegraded(), Mark.DEGRADED_ENTERED);
    reachedIf(!after.isDegraded() && before.isDegraded(), Mark.DEGRADED_LEFT);
    reachedIf(
        after.isStarting() && after.heldUpdates() > before.heldUpdates(),
        Mark.RESTART_HELD_UPDATES_BACK);
    reachedIf(retired(after) > retired(before), Mark.MEMBER_RETIRED);
    reachedIf(
        retired(after) > retired(before) && !(step.input instanceof Input.Committed),
        Mark.RETIREMENT_WAITED_FOR_A_CUT);
    long executed = sum(after.valueTimestamp()) - sum(before.valueTimestamp());
    reachedIf(executed > step.applied, Mark.DUPLICATE_SKIPPED);
    if (step.appended > 0) {
      MemberId me = after.member();
      VectorTimestamp executedNow = after.valueTimestamp();
      VectorTimestamp logged = after.replicaTimestamp();
      reachedIf(executedNow.get(me) < logged.get(me), Mark.WAITED_FOR_A_SECOND_DISK);
      reachedIf(
          !executedNow.with(me, logged.get(me)).covers(logged), Mark.WAITED_FOR_ANOTHER_ORIGIN);
    }
    if (step.input instanceof Input.Received received) {
      Gossip gossip = received.gossip();
      reachedIf(step.appended == 0 && !gossip.records().isEmpty(), Mark.STALE_GOSSIP);
      reachedIf(
          gossip.records().stream().anyMatch(told -> isGap(told, after)), Mark.STUB_WAS_A_GAP);
    }
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    last.get(replica).isOpen = false;
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Send send) {
      Gossip gossip = send.gossip();
      reachedIf(!gossip.records().isEmpty() && isCutShort(gossip), Mark.GOSSIP_CUT_SHORT);
      reachedIf(gossip.records().stream().anyMatch(RecordStub.class::isInstance), Mark.STUB_SENT);
    } else if (effect instanceof Effect.Reply reply) {
      replied(reply.reply());
    }
  }

  /** It was the next of its origin, and was not taken. */
  private static boolean isGap(GossipRecord told, ReplicaReport after) {
    return told instanceof RecordStub
        && told.dot().n() == after.replicaTimestamp().get(told.dot().origin()) + 1;
  }

  /** Nothing of some origin's end is in it, although it brings earlier ones. */
  private static boolean isCutShort(Gossip gossip) {
    Dot end = gossip.records().get(gossip.records().size() - 1).dot();
    return end.n() < gossip.replicaTimestamp().get(end.origin());
  }

  private static long retired(ReplicaReport report) {
    return report.members().stream()
        .filter(member -> member.state() == Member.State.RETIRED)
        .count();
  }

  private void replied(ReplicaReply reply) {
    reachedIf(reply.outcome() == Outcome.NO_MAJORITY, Mark.REFUSED_NO_MAJORITY);
    reachedIf(reply.outcome() == Outcome.OPEN, Mark.FORCED_LEFT_OPEN);
    reachedIf(
        reply instanceof ReplicaReply.ForcedReply forced && forced.known(), Mark.FORCED_AGAIN);
    reachedIf(reply.outcome() == Outcome.NOT_COVERED, Mark.NOT_COVERED_AT_DEADLINE);
    reachedIf(reply.outcome() == Outcome.BUSY, Mark.REFUSED_BUSY);
    reachedIf(reply.outcome() == Outcome.OFFLINE, Mark.REFUSED_OFFLINE);
    reachedIf(reply.outcome() == Outcome.DISK_FULL, Mark.REFUSED_DISK_FULL);
    reachedIf(reply.outcome() == Outcome.CONFLICT, Mark.KEY_REUSE_REFUSED);
    reachedIf(
        reply instanceof ReplicaReply.UpdateReply update && update.known(),
        Mark.RETRY_ACKNOWLEDGED);
  }

  @Override
  public void answered(MemberId replica, ReplicaReply.QueryReply reply) {
    reachedIf(reply.durability() == 1, Mark.SHOWN_AT_DURABILITY_ONE);
  }

  @Override
  public void crashed(MemberId replica) {
    reachedIf(last.get(replica).isOpen, Mark.CRASH_WITH_OPEN_TRANSACTION);
  }

  private static long sum(VectorTimestamp timestamp) {
    long sum = 0;
    for (int i = 0; i < timestamp.size(); i++) {
      sum += timestamp.count(i);
    }
    return sum;
  }

  private void reachedIf(boolean isReached, Mark mark) {
    if (isReached) {
      reached(mark);
    }
  }

  private void reached(Mark mark) {
    reached(mark, 1);
  }

  private void reached(Mark mark, long times) {
    counts.merge(mark, times, Long::sum);
  }
}
