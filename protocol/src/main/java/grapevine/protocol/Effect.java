package grapevine.protocol;

import java.util.List;

/**
 * Everything that a replica manager wants done, to be carried out <em>in order</em>. {@code
 * Append}, {@code Discard} and {@code Save} are writes in the open transaction (beside those of
 * {@link Value} and {@link ExecutedOperations}); the shell commits and syncs them before it carries
 * out any other effect of the same or a later step (R8).
 */
public sealed interface Effect {
  record Append(LogRecord record) implements Effect {}

  /** All records up to the floor may go: executed here and known by every member (R14). */
  record Discard(VectorTimestamp floor) implements Effect {}

  record Save(List<Member> members, DurableState.Timestamps timestamps) implements Effect {}

  record Reply(ReplicaReply reply) implements Effect {}

  /**
   * The query may be answered, from a snapshot not older than this step, with the timestamps in
   * that snapshot.
   */
  record Answer(long call, Payload query) implements Effect {}

  /** To be put into the one order; what becomes of it comes back as {@link Input.Committed}. */
  record Propose(ForcedCommand command) implements Effect {}

  record Send(String peer, Gossip gossip) implements Effect {}

  /**
   * Another member has executed the same records and reached another state: a defect to be
   * reported.
   */
  record Diverged(MemberId peer, VectorTimestamp valueTimestamp, long mine, long theirs)
      implements Effect {}

  /**
   * The peer has discarded records that are missing here, since every member had them: this disk
   * has lost something, and only a snapshot brings it back (R13).
   */
  record Behind(MemberId peer, VectorTimestamp floor) implements Effect {}

  /**
   * The disk is not the one that the others know under this name: stop before anything else is said
   * (R16).
   */
  record Stop(String reason) implements Effect {}

  /**
   * The others have agreed to go on without this member: it may come back as another incarnation
   * only (R17). Nothing is said after this.
   */
  record Fenced(String reason) implements Effect {}
}
