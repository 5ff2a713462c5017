package grapevine.protocol;

import java.util.Optional;

/**
 * The executed operations table: which call ids have been executed here, inside the open
 * transaction of the step. Whatever {@link Value#apply} executes is in it from then on.
 */
public interface ExecutedOperations {
  Optional<Execution> find(CallId callId);

  /**
   * How a call id was executed.
   *
   * @param dot one of its records: what a retry is acknowledged with
   * @param contentHash of the record that is kept: a byte-identical one is skipped, another is
   *     reconciled
   */
  record Execution(Dot dot, long requestHash, long contentHash) {}
}
