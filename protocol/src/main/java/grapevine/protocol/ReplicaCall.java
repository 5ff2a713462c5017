package grapevine.protocol;

/**
 * What a front end asks of a replica manager. {@code call} is the front end's number for it, {@code
 * deadlineTicks} the time it may be held: relative, because clocks are not compared.
 */
public sealed interface ReplicaCall {
  long call();

  int deadlineTicks();

  /** The same call under another number: every process numbers its calls itself. */
  ReplicaCall withCall(long number);

  /** The same call with what is left of its time: it has waited somewhere. */
  ReplicaCall withDeadlineTicks(int ticks);

  record UpdateCall(long call, Update update, int deadlineTicks) implements ReplicaCall {
    @Override
    public UpdateCall withCall(long number) {
      return new UpdateCall(number, update, deadlineTicks);
    }

    @Override
    public UpdateCall withDeadlineTicks(int ticks) {
      return new UpdateCall(call, update, ticks);
    }
  }

  /** An update that is to be decided in the one order for all. */
  record ForcedCall(long call, Update update, int deadlineTicks) implements ReplicaCall {
    @Override
    public ForcedCall withCall(long number) {
      return new ForcedCall(number, update, deadlineTicks);
    }

    @Override
    public ForcedCall withDeadlineTicks(int ticks) {
      return new ForcedCall(call, update, ticks);
    }
  }

  record QueryCall(long call, Token prev, Payload query, int deadlineTicks) implements ReplicaCall {
    @Override
    public QueryCall withCall(long number) {
      return new QueryCall(number, prev, query, deadlineTicks);
    }

    @Override
    public QueryCall withDeadlineTicks(int ticks) {
      return new QueryCall(call, prev, query, ticks);
    }
  }
}
