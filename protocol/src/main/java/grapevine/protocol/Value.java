package grapevine.protocol;

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
   * A hash of the state that does not depend on how it was reached: equal states, equal digests
   * (invariant 22).
   */
  long digest();
}
