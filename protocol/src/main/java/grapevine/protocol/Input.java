package grapevine.protocol;

/** Everything that can happen to a replica manager. */
public sealed interface Input {
  /** A unit of time has passed; all waits are counted in these. */
  record Tick() implements Input {}

  /** A call arrived; {@code call} is the shell's number for it, and comes back in the answer. */
  record Call(ReplicaCall call) implements Input {}

  record Received(Gossip gossip) implements Input {}

  /**
   * The forced log has this command at this place; places ascend and may leave gaps. After a
   * restart they begin again above {@link DurableState.Timestamps#forcedIndex}, or below it.
   */
  record Committed(long index, ForcedCommand command) implements Input {}

  /** Whether the forced log can order anything now: a hint that spares a client its wait. */
  record Majority(boolean isThere) implements Input {}

  /** An operator wants the members changed. */
  record Change(ForcedCommand command) implements Input {}

  /** The link to the peer of this name opened (or closed): a hint, never the truth (R19). */
  record Link(String peer, boolean isUp) implements Input {}
}
