package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.metrics.ProcessMetrics;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaStatus;
import org.junit.jupiter.api.Test;

/** The bounds of the queue before the readers, which never begin to read here. */
class QueryReadersTest {
  private static final CallTable.Origin ORIGIN =
      new CallTable.Origin(null, 1, System.nanoTime(), System.nanoTime() + 1_000_000_000);

  private final QueryReaders readers =
      new QueryReaders("rm1", () -> null, new ReplicaMetrics(new ProcessMetrics()));

  @Test
  void a_full_queue_takes_no_more() {
    for (int i = 0; i < QueryReaders.WAITING_MAX; i++) {
      readers.offer(ORIGIN, Payload.EMPTY);
    }
    assertThat(readers.offer(ORIGIN, Payload.EMPTY)).isFalse();
  }

  @Test
  void queries_that_nobody_takes_are_an_overload() {
    assertThat(readers.status(System.nanoTime())).isEqualTo(ReplicaStatus.ACTIVE);
    assertThat(readers.offer(ORIGIN, Payload.EMPTY)).isTrue();
    long later = System.nanoTime() + 2 * StatusGauge.OVERLOADED_NANOS;
    assertThat(readers.status(later)).isEqualTo(ReplicaStatus.OVERLOADED);
  }
}
