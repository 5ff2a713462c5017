package grapevine.protocol;

import java.util.Optional;

/**
 * The executed operations table: which call ids have been executed here, inside the open
 * transaction of the step.
 */
public interface ExecutedOperations {
  Optional<Execution> find(CallId callId);

  void add(CallId callId, Execution execution);

  /**
   * How a call id was executed.
   *
   * @param dot one of its records: what a retry is acknowledged with
   * @param contentHash of the record that was applied: a byte-identical one is skipped, another is
   *     reconciled
   */
  record Execution(Dot dot, long requestHash, long contentHash) {}
}
