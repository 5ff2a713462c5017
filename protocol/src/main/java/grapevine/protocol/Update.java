package grapevine.protocol;

import java.util.Objects;

/**
 * An update as a front end sends it to each of its replica managers. It carries facts, never
 * decisions: whatever two replicas could decide differently is inside {@code operation} already
 * (R6b, R9).
 *
 * @param prev what the update depends on
 * @param lamport above everything that the front end and the session have seen (R9)
 * @param requestHash of the client's request: tells a repeated request from a reused key (R10)
 */
public record Update(CallId callId, Token prev, long lamport, long requestHash, Payload operation) {
  public Update {
    Objects.requireNonNull(callId, "callId");
    Objects.requireNonNull(prev, "prev");
    Objects.requireNonNull(operation, "operation");
  }
}
