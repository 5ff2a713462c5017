package grapevine.simulator.scenario;

import grapevine.protocol.CallId;
import grapevine.protocol.FrontEndEffect;
import grapevine.protocol.Outcome;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The customers' side: who made which call, and the token of each session. A call straight to a
 * replica manager is treated as by a front end with fan-out 1; of a session's calls through a front
 * end the last to end gives the token.
 */
final class Clients {
  private final TreeMap<String, Token> tokens = new TreeMap<>();
  private final TreeMap<Long, Made> calls = new TreeMap<>();

  /**
   * @param frontEnd empty when the call went straight to a replica manager
   * @param callId empty for a query
   */
  private record Made(
      String session, Token carried, Optional<String> frontEnd, Optional<CallId> callId) {}

  Token token(String session) {
    return tokens.getOrDefault(session, Token.EMPTY);
  }

  void set(String session, Token token) {
    tokens.put(session, token);
  }

  /** Returns the call's number, which is no other's in the cluster. */
  long call(String session, Optional<String> frontEnd, Optional<CallId> callId) {
    long number = calls.size() + 1L;
    calls.put(number, new Made(session, token(session), frontEnd, callId));
    return number;
  }

  Optional<String> frontEndOf(long call) {
    return calls.get(call).frontEnd();
  }

  /** A replica manager answered a call made straight to it; returns whom. */
  String replied(ReplicaReply reply) {
    Made call = calls.get(reply.call());
    if (reply.outcome() == Outcome.DONE) {
      set(call.session, after(call, token(call.session), reply));
    }
    return call.session;
  }

  private static Token after(Made call, Token now, ReplicaReply reply) {
    if (reply instanceof ReplicaReply.UpdateReply update) {
      CallId callId = call.callId.orElseThrow();
      return now.afterUpdate(new PendingWrite(callId, List.of(update.dot())), reply.lamport());
    }
    VectorTimestamp seen =
        reply instanceof ReplicaReply.QueryReply query
            ? query.valueTimestamp()
            : ((ReplicaReply.ForcedReply) reply).valueTimestamp();
    return now.afterQuery(call.carried, seen, reply.lamport());
  }

  /** A front end ended a call; returns whose it was. */
  String completed(FrontEndEffect.Complete complete) {
    String session = calls.get(complete.call()).session;
    if (complete.completion() instanceof FrontEndEffect.Answered answered) {
      set(session, answered.token());
    } else if (complete.completion() instanceof FrontEndEffect.Decided decided) {
      set(session, decided.token());
    } else if (complete.completion() instanceof FrontEndEffect.Acknowledged done) {
      set(session, done.token());
    }
    return session;
  }
}
