package grapevine.simulator;

import grapevine.protocol.Effect;
import grapevine.protocol.FrontEndEffect;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.RecordStub;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Short texts for what machines receive. Digests are left out: two kinds of disk differ in them.
 */
final class StepText {
  private StepText() {}

  static String of(Object what) {
    if (what instanceof Input.Received received) {
      return gossip(received.gossip());
    }
    if (what instanceof Gossip gossip) {
      return gossip(gossip);
    }
    if (what instanceof Input.Call call) {
      return call(call.call());
    }
    if (what instanceof ReplicaCall call) {
      return call(call);
    }
    if (what instanceof FrontEndInput input) {
      return input(input);
    }
    if (what instanceof Effect effect) {
      return effect(effect);
    }
    if (what instanceof FrontEndEffect effect) {
      return effect(effect);
    }
    if (what instanceof ReplicaReply reply) {
      return reply(reply);
    }
    return what instanceof ReplicaReport report ? report(report) : String.valueOf(what);
  }

  private static String input(FrontEndInput input) {
    if (input instanceof FrontEndInput.Query query) {
      return "query " + query.call() + query.token().map(StepText::token).orElse("");
    }
    if (input instanceof FrontEndInput.Update update) {
      return "update " + update.call() + " " + update.callId() + token(update.token());
    }
    if (input instanceof FrontEndInput.Forced forced) {
      return "forced " + forced.call() + " " + forced.callId() + token(forced.token());
    }
    if (input instanceof FrontEndInput.Reply reply) {
      return "from " + reply.replica() + " " + reply(reply.reply());
    }
    if (input instanceof FrontEndInput.Report report) {
      return report.status() + " " + report(report.report());
    }
    return input.toString();
  }

  private static String effect(Effect effect) {
    if (effect instanceof Effect.Append append) {
      return records(List.of(append.record()));
    }
    if (effect instanceof Effect.Send send) {
      return "to " + send.peer() + " " + gossip(send.gossip());
    }
    if (effect instanceof Effect.Reply reply) {
      return reply(reply.reply());
    }
    return effect instanceof Effect.Answer answer
        ? "query " + answer.call() + " may be answered"
        : effect.toString();
  }

  private static String effect(FrontEndEffect effect) {
    if (effect instanceof FrontEndEffect.Send send) {
      return "to " + send.replica() + " " + call(send.call());
    }
    FrontEndEffect.Complete complete = (FrontEndEffect.Complete) effect;
    FrontEndEffect.Completion completion = complete.completion();
    if (completion instanceof FrontEndEffect.Acknowledged done) {
      return complete.call() + " is on " + done.durability() + " disks," + token(done.token());
    }
    return completion instanceof FrontEndEffect.Refused refused
        ? complete.call() + " " + refused.refusal()
        : complete.call() + " answered";
  }

  private static String gossip(Gossip gossip) {
    return String.format(
        "%s %d from %s rts=%s vts=%s floor=%s %s",
        gossip.kind(),
        gossip.sequence(),
        gossip.sender().name(),
        gossip.replicaTimestamp(),
        gossip.valueTimestamp(),
        gossip.floor(),
        records(gossip.records()));
  }

  private static String records(List<? extends GossipRecord> records) {
    return records.stream().map(StepText::record).collect(Collectors.joining(" ", "[", "]"));
  }

  private static String record(GossipRecord record) {
    if (record instanceof RecordStub stub) {
      return stub.dot() + "=stub of " + stub.callId() + "@" + stub.lamport();
    }
    Update update = ((LogRecord) record).update();
    return record.dot() + "=" + update.callId() + "@" + update.lamport();
  }

  private static String call(ReplicaCall call) {
    if (call instanceof ReplicaCall.UpdateCall update) {
      return "update "
          + call.call()
          + " "
          + update.update().callId()
          + token(update.update().prev());
    }
    if (call instanceof ReplicaCall.ForcedCall forced) {
      Update update = forced.update();
      return "forced " + call.call() + " " + update.callId() + token(update.prev());
    }
    return "query " + call.call() + token(((ReplicaCall.QueryCall) call).prev());
  }

  private static String token(Token token) {
    return " after " + token.vector() + (token.pending().isEmpty() ? "" : token.pending());
  }

  private static String reply(ReplicaReply reply) {
    if (reply instanceof ReplicaReply.UpdateReply update) {
      return String.format(
          "%s %d %s%s",
          update.outcome(), update.call(), update.dot(), update.known() ? " known" : "");
    }
    if (reply instanceof ReplicaReply.ForcedReply forced) {
      return String.format(
          "%s %d at %s%s: %s",
          forced.outcome(),
          forced.call(),
          forced.valueTimestamp(),
          forced.known() ? " known" : "",
          forced.result());
    }
    ReplicaReply.QueryReply query = (ReplicaReply.QueryReply) reply;
    return String.format(
        "%s %d at %s durability %d: %s",
        query.outcome(), query.call(), query.valueTimestamp(), query.durability(), query.answer());
  }

  private static String report(ReplicaReport report) {
    return String.format(
        "report of %s vts=%s rts=%s log=%d held=%d",
        report.member().name(),
        report.valueTimestamp(),
        report.replicaTimestamp(),
        report.logLength(),
        report.heldUpdates() + report.heldQueries());
  }
}
