package grapevine.simulator.scenario;

import grapevine.protocol.Dot;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.FrontEndEffect;
import grapevine.protocol.Gossip;
import grapevine.protocol.GossipRecord;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.RecordStub;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a scenario's output tells what the cores did: short, and the same on every machine. A
 * member's first incarnation is not written.
 */
final class Words {
  private final Orders orders;
  // Looked up only: its order reaches nothing.
  private final Map<Dot, String> keys = new LinkedHashMap<>();

  Words(Orders orders) {
    this.orders = orders;
  }

  static String plain(Object text) {
    return text.toString().replaceAll("\\b([a-z]+\\d+)\\.1\\b", "$1");
  }

  String record(GossipRecord record) {
    if (record instanceof RecordStub stub) {
      keys.put(stub.dot(), orders.keyOf(stub.callId()));
      return record(stub.dot()) + " as a stub";
    }
    return record((LogRecord) record);
  }

  String record(LogRecord record) {
    keys.put(record.dot(), orders.keyOf(record.callId()));
    return record(record.dot());
  }

  String record(Dot dot) {
    return dot(dot) + " " + keys.getOrDefault(dot, "?");
  }

  private static String dot(Dot dot) {
    return plain(dot.origin()) + ":" + dot.n();
  }

  String gossip(Gossip gossip) {
    String records = gossip.records().stream().map(this::record).collect(Collectors.joining(", "));
    return gossip.kind().name().toLowerCase(Locale.ROOT)
        + " holds "
        + plain(gossip.replicaTimestamp())
        + " executed "
        + plain(gossip.valueTimestamp())
        + (gossip.floor().equals(VectorTimestamp.ZERO) ? "" : " floor " + plain(gossip.floor()))
        + (records.isEmpty() ? "" : " with " + records);
  }

  String call(ReplicaCall call) {
    if (call instanceof ReplicaCall.UpdateCall update) {
      return "update "
          + orders.keyOf(update.update().callId())
          + " lamport "
          + update.update().lamport()
          + " after "
          + token(update.update().prev());
    }
    if (call instanceof ReplicaCall.ForcedCall forced) {
      Update update = forced.update();
      return "forced " + orders.keyOf(update.callId()) + " after " + token(update.prev());
    }
    ReplicaCall.QueryCall query = (ReplicaCall.QueryCall) call;
    return "query " + orders.keyOf(query.query()) + " after " + token(query.prev());
  }

  String command(ForcedCommand command) {
    if (command instanceof ForcedCommand.Decide decide) {
      return "decide " + orders.keyOf(decide.update().callId());
    }
    if (command instanceof ForcedCommand.Join join) {
      return "join " + plain(join.member());
    }
    if (command instanceof ForcedCommand.Activate activate) {
      return "activate " + plain(activate.member());
    }
    if (command instanceof ForcedCommand.Fence fence) {
      return "fence " + plain(fence.member());
    }
    ForcedCommand.Retire retire = (ForcedCommand.Retire) command;
    return "retire " + plain(retire.member()) + " with the cut " + plain(retire.cut());
  }

  String decided(LogRecord record, Value.Decision decision) {
    return orders.keyOf(record.callId()) + ": " + orders.decided(decision.result());
  }

  String reply(ReplicaReply reply) {
    if (reply.outcome() != Outcome.DONE) {
      return reply.outcome().name();
    }
    if (reply instanceof ReplicaReply.UpdateReply update) {
      return "done " + dot(update.dot()) + (update.known() ? ", known already" : "");
    }
    if (reply instanceof ReplicaReply.ForcedReply forced) {
      return "decided "
          + orders.decided(forced.result())
          + (forced.known() ? ", known already" : "")
          + ", durability "
          + forced.durability()
          + " at "
          + plain(forced.valueTimestamp());
    }
    ReplicaReply.QueryReply query = (ReplicaReply.QueryReply) reply;
    return answer(query.answer(), query.durability()) + " at " + plain(query.valueTimestamp());
  }

  String completion(FrontEndEffect.Completion completion) {
    if (completion instanceof FrontEndEffect.Answered answered) {
      return answer(answered.answer(), answered.durability());
    }
    if (completion instanceof FrontEndEffect.Acknowledged done) {
      return "acknowledged, durability "
          + done.durability()
          + (done.known() ? ", known already" : "");
    }
    if (completion instanceof FrontEndEffect.Decided decided) {
      return "decided "
          + orders.decided(decided.result())
          + (decided.known() ? ", known already" : "");
    }
    return ((FrontEndEffect.Refused) completion).refusal().name();
  }

  private String answer(Payload answer, int durability) {
    return orders.told(answer) + ", durability " + durability;
  }

  String token(Token token) {
    return plain(token.vector())
        + token.pending().stream().map(write -> " + " + write(write)).collect(Collectors.joining());
  }

  private String write(PendingWrite write) {
    return orders.keyOf(write.callId())
        + "("
        + write.dots().stream().map(Words::dot).collect(Collectors.joining(" or "))
        + ")";
  }
}
