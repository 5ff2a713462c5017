package grapevine.protocol;

/** What a replica manager answers. Every reply carries the highest lamport executed there (R9). */
public sealed interface ReplicaReply {
  long call();

  Outcome outcome();

  long lamport();

  /** The same reply to a call of another number: every process numbers its calls itself. */
  ReplicaReply withCall(long number);

  static ReplicaReply refused(ReplicaCall call, Outcome outcome, long lamport) {
    if (call instanceof ReplicaCall.ForcedCall) {
      return ForcedReply.refused(call.call(), outcome, lamport);
    }
    return call instanceof ReplicaCall.UpdateCall
        ? UpdateReply.refused(call.call(), outcome, lamport)
        : QueryReply.refused(call.call(), outcome, lamport);
  }

  /**
   * Acknowledges an update: its record {@code dot} is on this replica manager's disk, and {@code
   * lamport} is no less than that record's. Shows no state.
   *
   * @param known whether the call id was known already: this was a retry
   */
  record UpdateReply(long call, Outcome outcome, Dot dot, boolean known, long lamport)
      implements ReplicaReply {
    /** The dot of a reply that has none; no record is stamped by it. */
    public static final Dot NO_DOT = new Dot(MemberId.unmet("-"), 1);

    public static UpdateReply refused(long call, Outcome outcome, long lamport) {
      return new UpdateReply(call, outcome, NO_DOT, false, lamport);
    }

    @Override
    public UpdateReply withCall(long number) {
      return new UpdateReply(number, outcome, dot, known, lamport);
    }
  }

  /**
   * Answers a query from one snapshot, of which {@code valueTimestamp} is the timestamp.
   *
   * @param durability 2 when everything shown is on two disks, else 1 (R6a)
   */
  record QueryReply(
      long call,
      Outcome outcome,
      Payload answer,
      VectorTimestamp valueTimestamp,
      long lamport,
      int durability)
      implements ReplicaReply {
    public static QueryReply refused(long call, Outcome outcome, long lamport) {
      return new QueryReply(call, outcome, Payload.EMPTY, VectorTimestamp.ZERO, lamport, 1);
    }

    @Override
    public QueryReply withCall(long number) {
      return new QueryReply(number, outcome, answer, valueTimestamp, lamport, durability);
    }
  }

  /**
   * Says how a forced update was decided, and shows the state right after it or a later one.
   *
   * @param known whether it was decided before this call: a retry
   * @param durability how many disks hold the decision for certain: a majority
   */
  record ForcedReply(
      long call,
      Outcome outcome,
      Payload result,
      boolean known,
      VectorTimestamp valueTimestamp,
      long lamport,
      int durability)
      implements ReplicaReply {
    public static ForcedReply refused(long call, Outcome outcome, long lamport) {
      return new ForcedReply(call, outcome, Payload.EMPTY, false, VectorTimestamp.ZERO, lamport, 1);
    }

    @Override
    public ForcedReply withCall(long number) {
      return new ForcedReply(number, outcome, result, known, valueTimestamp, lamport, durability);
    }
  }
}
