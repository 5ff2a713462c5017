package grapevine.simulator.check;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;

/**
 * What a checker is told of every replica manager, in the order in which it happens. A checker
 * keeps what it needs, trusts no other part of the program, and throws {@link InvariantViolated}.
 */
public interface Probe {
  /**
   * A process opened its disk; the core made from it has run {@code start}'s first effects not yet.
   */
  default void opened(MemberId replica, DurableState recovered) {}

  /** A new member gets a copy of what this one has committed. */
  default void joined(MemberId donor, MemberId replica) {}

  /** The core is about to be handed this input. */
  default void receives(MemberId replica, Input input) {}

  /** Into the open transaction. */
  default void appended(MemberId replica, LogRecord record) {}

  /** In the open transaction: the first record of its call id to be executed here. */
  default void applied(MemberId replica, LogRecord record) {}

  /** In the open transaction: a further record of an executed call id, with other facts. */
  default void reconciled(MemberId replica, LogRecord record) {}

  /** In the open transaction: a forced update, its dot of the virtual replica F. */
  default void decided(MemberId replica, LogRecord record, Value.Decision decision) {}

  /** In the open transaction. */
  default void discarded(MemberId replica, VectorTimestamp floor) {}

  /** Into the open transaction; only the last before a commit counts. */
  default void saved(MemberId replica, DurableState.Timestamps timestamps) {}

  /** The core has dealt with an input; nothing of that is committed yet. */
  default void stepped(MemberId replica, ReplicaReport after) {}

  /** Everything so far is on the disk, and the core's state is this. */
  default void committed(MemberId replica, ReplicaReport state) {}

  /**
   * Leaves the core, after the commit: a reply or gossip leaves the process at once, an {@code
   * Answer} only lets the query go to a reader, and {@link #answered} may follow.
   */
  default void said(MemberId replica, Effect effect) {}

  /** Leaves the process: the answer to a query. */
  default void answered(MemberId replica, ReplicaReply.QueryReply reply) {}

  /** The process is gone, and its open transaction with it. */
  default void crashed(MemberId replica) {}

  /** A front end tells its client that this update is on so many disks. */
  default void acknowledged(String frontEnd, CallId callId, int durability) {}
}
