package grapevine.simulator.check;

import grapevine.protocol.Effect;
import grapevine.protocol.Input;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.Map;
import java.util.TreeMap;

/**
 * R6, R7 and invariant 6: a call is let go at the commit after the tick of its deadline, or after
 * what it depends on was executed, at the latest. What a commit lets go is said after it, so one
 * that is still here is found out by the next commit.
 */
public final class CallDeadlines implements Probe {
  private static final String DEADLINE = "deadline";
  private static final String COVERED = "held-though-covered";

  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  @Override
  public void receives(MemberId replica, Input input) {
    Replica known = of(replica);
    if (input instanceof Input.Tick) {
      known.ticks++;
    } else if (input instanceof Input.Call call) {
      known.waiting.put(call.call().call(), new Waiting(call.call(), known.ticks));
    }
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    Replica known = of(replica);
    for (Waiting waiting : known.waiting.values()) {
      if (waiting.overdue != null) {
        throw new InvariantViolated(waiting.overdue, replica + " still holds " + waiting.call);
      }
      if (known.ticks >= waiting.deadlineTick) {
        waiting.overdue = DEADLINE;
      } else if (isReady(waiting.call, state, known.ticks)) {
        waiting.overdue = COVERED;
      }
    }
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Reply reply) {
      of(replica).waiting.remove(reply.reply().call());
    } else if (effect instanceof Effect.Answer answer) {
      of(replica).waiting.remove(answer.call());
    }
  }

  @Override
  public void crashed(MemberId replica) {
    replicas.remove(replica);
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  private static boolean isReady(ReplicaCall call, ReplicaReport state, long ticks) {
    if (call instanceof ReplicaCall.UpdateCall update) {
      // R16: nothing is stamped while starting, which ends in time.
      boolean isStarting = state.isStarting() && ticks < StartUp.TICKS;
      return !isStarting && isCovered(update.update().prev(), state.valueTimestamp());
    }
    // A forced call waits for others too: only its deadline is known here.
    return call instanceof ReplicaCall.QueryCall query
        && isCovered(query.prev(), state.valueTimestamp());
  }

  private static boolean isCovered(Token prev, VectorTimestamp executed) {
    return executed.covers(prev.vector())
        && prev.pending().stream().allMatch(write -> isCovered(write, executed));
  }

  private static boolean isCovered(PendingWrite write, VectorTimestamp executed) {
    return write.dots().stream().anyMatch(executed::covers);
  }

  /** Since its process started. */
  private static final class Replica {
    private final Map<Long, Waiting> waiting = new TreeMap<>();
    private long ticks;
  }

  private static final class Waiting {
    private final ReplicaCall call;
    private final long deadlineTick;
    // Which promise is broken if it is still here at the next commit; null: none.
    private String overdue;

    Waiting(ReplicaCall call, long nowTick) {
      this.call = call;
      this.deadlineTick = nowTick + Math.max(1, call.deadlineTicks());
    }
  }
}
