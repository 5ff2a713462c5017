package grapevine.protocol;

import java.util.List;
import java.util.Optional;

/** Everything that can happen to a front end. */
public sealed interface FrontEndInput {
  record Tick() implements FrontEndInput {}

  /** Without a token, whatever the replica managers are known to cover will do. */
  record Query(long call, Optional<Token> token, Payload query) implements FrontEndInput {}

  record Update(long call, CallId callId, Token token, long requestHash, Payload operation)
      implements FrontEndInput {}

  /** An update to be decided in the one order for all. */
  record Forced(long call, CallId callId, Token token, long requestHash, Payload operation)
      implements FrontEndInput {}

  record Reply(String replica, ReplicaReply reply) implements FrontEndInput {}

  record Report(String replica, ReplicaStatus status, ReplicaReport report)
      implements FrontEndInput {}

  record Link(String replica, boolean isUp) implements FrontEndInput {}

  /** Who may be asked from now on; links of new ones open later. */
  record Replicas(List<String> names) implements FrontEndInput {
    public Replicas {
      names = List.copyOf(names);
    }
  }
}
