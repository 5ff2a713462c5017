package grapevine.protocol;

import java.util.List;

/** Everything that a front end wants done, in order. */
public sealed interface FrontEndEffect {
  record Send(String replica, ReplicaCall call) implements FrontEndEffect {}

  record Complete(long call, Completion completion) implements FrontEndEffect {}

  /** How a call ended. Its token is the session's new one. */
  sealed interface Completion {
    CallTrace trace();
  }

  record Answered(Payload answer, Token token, int durability, CallTrace trace)
      implements Completion {}

  /**
   * The update is durable.
   *
   * @param durability at how many replica managers the update is on disk for certain
   * @param known whether one of them knew the call id already
   */
  record Acknowledged(Token token, int durability, boolean known, CallTrace trace)
      implements Completion {}

  /**
   * The forced update was decided; the result may be a refusal.
   *
   * @param durability how many disks hold the decision for certain
   * @param known whether it had been decided before: a retry
   */
  record Decided(Payload result, Token token, int durability, boolean known, CallTrace trace)
      implements Completion {}

  record Refused(Refusal refusal, CallTrace trace) implements Completion {}

  /**
   * Nothing happened, except after {@code OUTCOME_UNKNOWN}: there the client repeats with the same
   * key (R11).
   */
  enum Refusal {
    NO_REPLICA_AVAILABLE,
    DISK_FULL,
    OVERLOADED,
    NOT_COVERED,
    NO_MAJORITY,
    CONFLICT,
    OUTCOME_UNKNOWN
  }

  /** What the call went through, for {@code X-Grapevine-Trace}. */
  record CallTrace(
      List<String> asked,
      List<String> answered,
      VectorTimestamp before,
      VectorTimestamp after,
      long ticks) {}
}
