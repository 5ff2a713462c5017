package grapevine.protocol;

import grapevine.protocol.ReplicaReply.ForcedReply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Calls for the one order for all. Each is proposed once what it depends on is executed here and
 * held by as many others as may be lost (R22): the order must never have to wait for what nobody
 * has any more. Bounded, and no call stays past its deadline.
 */
final class ForcedUpdates {
  private final int max;
  private final int tolerated;
  private final ReadyLoop readyLoop;
  private final TimestampTable table;
  private final Members members;
  private final Value value;
  private final ExecutedOperations executed;
  private final List<Waiting> waiting = new ArrayList<>();
  private final TreeMap<CallId, List<Waiting>> proposed = new TreeMap<>();
  private int proposedCount;
  private Majority majority = Majority.UNKNOWN;

  private enum Majority {
    /** Just started: calls wait, as long as they may, to be told. */
    UNKNOWN,
    THERE,
    GONE
  }

  ForcedUpdates(
      ReplicaSettings settings,
      ReadyLoop readyLoop,
      TimestampTable table,
      Members members,
      Value value,
      ExecutedOperations executed) {
    this.max = settings.heldMax();
    this.tolerated = settings.tolerated();
    this.readyLoop = readyLoop;
    this.table = table;
    this.members = members;
    this.value = value;
    this.executed = executed;
  }

  int count() {
    return waiting.size() + proposedCount;
  }

  /** What calls that wait here depend on. */
  List<Token> wanted() {
    return waiting.stream().map(each -> each.call.update().prev()).toList();
  }

  /** Whether this key was used before for another request, which was decided. */
  boolean isDecidedOtherwise(Update update) {
    return value
        .decision(update.callId())
        .filter(decision -> decision.requestHash() != update.requestHash())
        .isPresent();
  }

  private boolean isExecutedOtherwise(Update update) {
    return executed
        .find(update.callId())
        .filter(causal -> causal.requestHash() != update.requestHash())
        .isPresent();
  }

  void receive(ReplicaCall.ForcedCall call, long tick, List<Effect> sends) {
    Optional<Value.Decision> decision = value.decision(call.update().callId());
    if (decision.isPresent()) {
      sends.add(reply(call, decision.get(), true));
    } else if (isExecutedOtherwise(call.update())) {
      sends.add(refusal(call, Outcome.CONFLICT));
    } else if (majority == Majority.GONE) {
      sends.add(refusal(call, Outcome.NO_MAJORITY));
    } else if (count() >= max) {
      sends.add(refusal(call, Outcome.BUSY));
    } else {
      waiting.add(new Waiting(call, tick + Math.max(1, call.deadlineTicks())));
    }
  }

  /** Only what was never proposed is refused for it: the rest may still be decided (R22). */
  void majority(boolean isThere, List<Effect> sends) {
    majority = isThere ? Majority.THERE : Majority.GONE;
    if (!isThere) {
      waiting.forEach(each -> sends.add(refusal(each.call, Outcome.NO_MAJORITY)));
      waiting.clear();
    }
  }

  void tick(long tick, List<Effect> sends) {
    Outcome missed = majority == Majority.THERE ? Outcome.NOT_COVERED : Outcome.NO_MAJORITY;
    takeLate(waiting, tick).forEach(call -> sends.add(refusal(call, missed)));
    for (List<Waiting> same : proposed.values()) {
      List<ReplicaCall.ForcedCall> late = takeLate(same, tick);
      proposedCount -= late.size();
      late.forEach(call -> sends.add(refusal(call, Outcome.OPEN)));
    }
    proposed.values().removeIf(List::isEmpty);
  }

  private static List<ReplicaCall.ForcedCall> takeLate(List<Waiting> from, long tick) {
    List<ReplicaCall.ForcedCall> late = new ArrayList<>();
    for (Iterator<Waiting> each = from.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      if (one.deadline <= tick) {
        late.add(one.call);
        each.remove();
      }
    }
    return late;
  }

  /** Answers what was decided since, and proposes what may be. */
  void settle(List<Effect> sends) {
    for (CallId callId : readyLoop.takeDecided()) {
      answer(callId, sends);
    }
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      Update update = one.call.update();
      Optional<Value.Decision> decision = value.decision(update.callId());
      if (decision.isPresent()) {
        each.remove();
        sends.add(reply(one.call, decision.get(), true));
      } else if (mayBeProposed(one)) {
        each.remove();
        propose(one, sends);
      }
    }
  }

  private void answer(CallId callId, List<Effect> sends) {
    List<Waiting> calls = proposed.remove(callId);
    if (calls != null) {
      Value.Decision decision = value.decision(callId).orElseThrow();
      proposedCount -= calls.size();
      calls.forEach(each -> sends.add(reply(each.call, decision, false)));
    }
  }

  private boolean mayBeProposed(Waiting one) {
    if (one.past == null && readyLoop.covers(one.call.update().prev())) {
      one.past = readyLoop.valueTimestamp();
    }
    int copies = Math.min(tolerated, members.others().size());
    return majority == Majority.THERE && one.past != null && table.isHeldBy(copies, one.past);
  }

  private void propose(Waiting one, List<Effect> sends) {
    Update update = one.call.update();
    List<Waiting> same = proposed.computeIfAbsent(update.callId(), id -> new ArrayList<>(1));
    same.add(one);
    proposedCount++;
    sends.add(new Effect.Propose(new ForcedCommand.Decide(update)));
  }

  // The decision is in a majority's logs, and whoever loses its tables executes it again.
  private Effect reply(ReplicaCall.ForcedCall call, Value.Decision decision, boolean known) {
    if (decision.requestHash() != call.update().requestHash()) {
      return refusal(call, Outcome.CONFLICT);
    }
    int majority = (members.others().size() + 1) / 2 + 1;
    return new Effect.Reply(
        new ForcedReply(
            call.call(),
            Outcome.DONE,
            decision.result(),
            known,
            readyLoop.valueTimestamp(),
            readyLoop.lamport(),
            majority));
  }

  private Effect refusal(ReplicaCall call, Outcome outcome) {
    return new Effect.Reply(ReplicaReply.refused(call, outcome, readyLoop.lamport()));
  }

  private static final class Waiting {
    private final ReplicaCall.ForcedCall call;
    private final long deadline;
    // All that was executed here when the call became ready: its own past, and the past of that.
    private VectorTimestamp past;

    Waiting(ReplicaCall.ForcedCall call, long deadline) {
      this.call = call;
      this.deadline = deadline;
    }
  }
}
