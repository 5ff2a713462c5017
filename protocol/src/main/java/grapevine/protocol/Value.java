package grapevine.protocol;

import java.util.Optional;

/**
 * The replicated state, inside the open transaction of the step. Deterministic: what it does
 * depends on its state and the record alone (R9), and executing records that no one ordered gives
 * the same state in every order.
 */
public interface Value {
  /**
   * Executes the first record of a call id that became ready here, and remembers the call id as
   * executed. Must not fail for a business reason (R6b).
   */
  void apply(LogRecord record);

  /**
   * Joins a further record of an executed call id which carries other facts: the smaller (lamport,
   * content hash) wins and is kept, for this call id's own row only (R10).
   */
  void reconcile(LogRecord record);

  /**
   * Decides a forced update, in the one order for all. What it decides, and what it changes,
   * depends on forced updates alone (R23); what else it writes commutes with causal updates. A call
   * id that was decided before changes nothing.
   *
   * @param record its dot is of {@link MemberId#FORCED}
   * @return what every member decides
   */
  Decision decide(LogRecord record);

  /** How this call id was decided, if it was. */
  Optional<Decision> decision(CallId callId);

  /**
   * How a forced update was decided.
   *
   * @param requestHash of the request that was decided: tells a retry from a reused key
   * @param result for the client; a refusal is a result too
   */
  record Decision(long requestHash, Payload result) {}

  /**
   * A hash of the state that does not depend on how it was reached: equal states, equal digests
   * (invariant 22).
   */
  long digest();
}
