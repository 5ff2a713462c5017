package grapevine.simulator.history;

import grapevine.simulator.check.InvariantViolated;
import java.util.Locale;

/**
 * What clients are promised. An order's status never falling is no promise of its own: it is the
 * join of writes that are shown, and what was shown once stays.
 */
enum Promise {
  /** A session's acknowledged write is in everything it asks for afterwards. */
  READ_YOUR_WRITES,
  /** What a session was shown, it is shown again; so is a write whose outcome nobody knew. */
  MONOTONIC_READS,
  /** No effect is shown without its cause, also to whoever was handed a token. */
  WRITES_FOLLOW_READS,
  /** No later write of a session is shown without its earlier one. */
  MONOTONIC_WRITES,
  /** Only what somebody wrote is shown. */
  THIN_AIR,
  /** A write has one effect, an order one place in an answer. */
  DUPLICATE,
  /** An order is what its placing write was to make of it. */
  WRONG_BODY,
  /** An order's status is the join of the writes shown with it. */
  WRONG_STATUS,
  /** A write that failed is never shown to anybody. */
  NO_EFFECT,
  /** In the end an acknowledged write, or one that anybody was shown, is at every replica. */
  LOST_WRITE,
  /** In the end all replicas show the same. */
  DIVERGENCE,
  /** Every operation ends. */
  UNANSWERED,
  /** No promise to clients: the harness tells events that make no sense. */
  BAD_HISTORY;

  InvariantViolated broken(String detail) {
    return new InvariantViolated(name().toLowerCase(Locale.ROOT).replace('_', '-'), detail);
  }
}
