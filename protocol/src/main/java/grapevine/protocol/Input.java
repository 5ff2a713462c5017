package grapevine.protocol;

/** Everything that can happen to a replica manager. */
public sealed interface Input {
  /** A unit of time has passed; all waits are counted in these. */
  record Tick() implements Input {}

  /** A call arrived; {@code call} is the shell's number for it, and comes back in the answer. */
  record Call(ReplicaCall call) implements Input {}

  record Received(Gossip gossip) implements Input {}

  /** The link to the peer of this name opened (or closed): a hint, never the truth (R19). */
  record Link(String peer, boolean isUp) implements Input {}
}
