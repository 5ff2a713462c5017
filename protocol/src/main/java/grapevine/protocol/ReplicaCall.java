package grapevine.protocol;

/**
 * What a front end asks of a replica manager. {@code call} is the front end's number for it, {@code
 * deadlineTicks} the time it may be held: relative, because clocks are not compared.
 */
public sealed interface ReplicaCall {
  long call();

  int deadlineTicks();

  record UpdateCall(long call, Update update, int deadlineTicks) implements ReplicaCall {}

  record QueryCall(long call, Token prev, Payload query, int deadlineTicks)
      implements ReplicaCall {}
}
