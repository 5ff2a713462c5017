package grapevine.frontend.fake;

import grapevine.common.link.LinkMessage;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.TreeMap;

/**
 * A replica manager that answers at once, or as a test wants it to. All of a cluster share one
 * kitchen: gossip is instant.
 */
final class FakeReplica {
  private final MemberId member;
  private final FakeKitchen kitchen;
  private final TreeMap<CallId, Stamped> stamped = new TreeMap<>();
  private VectorTimestamp timestamp = VectorTimestamp.ZERO;
  private long count;
  private Outcome outcome = Outcome.DONE;
  private boolean isSilentToQueries;
  private boolean isMute;
  private boolean forgetsAnswers;
  private long digest = 7;

  private record Stamped(Dot dot, long requestHash) {}

  FakeReplica(String name, FakeKitchen kitchen) {
    this.member = new MemberId(name, 1);
    this.kitchen = kitchen;
  }

  /** Refuses everything with this outcome; with a full disk updates only. */
  synchronized void refuseWith(Outcome refusal) {
    outcome = refusal;
  }

  /** Has nothing to show from now on. */
  synchronized void refuseQueries() {
    isSilentToQueries = true;
  }

  /** Takes updates, and is never heard again about them. */
  synchronized void loseAcknowledgements() {
    isMute = true;
  }

  /** Answers every update as one that it knew before. */
  synchronized void knowEverything() {
    forgetsAnswers = true;
  }

  synchronized void diverge() {
    digest++;
  }

  synchronized LinkMessage status(List<LinkMessage.FrontEndReport> frontEnds) {
    ReplicaReport report =
        new ReplicaReport(
            member, timestamp, timestamp, digest, count, 3, 2, 1, count, false, false, 0,
            List.of());
    return new LinkMessage.Status(ReplicaStatus.ACTIVE, report, frontEnds);
  }

  /** Null: no answer. */
  synchronized ReplicaReply answer(ReplicaCall call) {
    if (call instanceof ReplicaCall.QueryCall query) {
      if (isSilentToQueries) {
        return ReplicaReply.QueryReply.refused(call.call(), Outcome.NOT_COVERED, count);
      }
      if (outcome != Outcome.DONE && outcome != Outcome.DISK_FULL) {
        return ReplicaReply.QueryReply.refused(call.call(), outcome, count);
      }
      return new ReplicaReply.QueryReply(
          call.call(),
          Outcome.DONE,
          kitchen.answer(query.query()),
          shown(query).withForced(kitchen.forced()),
          count,
          2);
    }
    if (call instanceof ReplicaCall.ForcedCall forced) {
      return isMute ? null : decide(call.call(), forced.update());
    }
    return isMute ? null : answer(call.call(), ((ReplicaCall.UpdateCall) call).update());
  }

  private ReplicaReply decide(long call, Update update) {
    if (outcome != Outcome.DONE) {
      return ReplicaReply.ForcedReply.refused(call, outcome, count);
    }
    FakeKitchen.Decided decided = kitchen.decide(update);
    timestamp = timestamp.withForced(kitchen.forced());
    return decided.requestHash() == update.requestHash()
        ? new ReplicaReply.ForcedReply(
            call, Outcome.DONE, decided.result(), decided.known(), timestamp, count, 2)
        : ReplicaReply.ForcedReply.refused(call, Outcome.CONFLICT, count);
  }

  // Everything that a client can have seen is here already.
  private VectorTimestamp shown(ReplicaCall.QueryCall query) {
    VectorTimestamp shown = timestamp.merge(query.prev().vector());
    for (var write : query.prev().pending()) {
      shown = shown.merge(VectorTimestamp.of(write.dots().get(0)));
    }
    return shown;
  }

  private ReplicaReply answer(long call, Update update) {
    if (outcome != Outcome.DONE) {
      return ReplicaReply.UpdateReply.refused(call, outcome, count);
    }
    Stamped known = stamped.get(update.callId());
    if (known != null && known.requestHash != update.requestHash()) {
      return ReplicaReply.UpdateReply.refused(call, Outcome.CONFLICT, count);
    }
    if (known == null) {
      Dot dot = new Dot(member, ++count);
      stamped.put(update.callId(), new Stamped(dot, update.requestHash()));
      timestamp = timestamp.merge(VectorTimestamp.of(dot));
      kitchen.apply(update.callId(), update.operation());
    }
    Dot dot = stamped.get(update.callId()).dot;
    return new ReplicaReply.UpdateReply(
        call, Outcome.DONE, dot, known != null || forgetsAnswers, count);
  }
}
