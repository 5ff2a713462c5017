package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One sync for everything that waited: a thousand orders must not cost a thousand syncs. */
class GroupCommitTest {
  private static final int ORDERS = 1_000;
  private static final int BATCH = 64;

  @TempDir Path directory;

  /**
   * The bound is far above what it takes (well under a second): it catches a sync for each order,
   * not a slow day.
   */
  @Test
  @Timeout(60)
  void a_thousand_orders_in_batches_take_seconds_at_most() {
    long started = System.nanoTime();
    try (ReplicaDatabase database = Samples.open(directory)) {
      for (int n = 1; n <= ORDERS; n++) {
        LogRecord record = record(ME, n, "k" + n, n, Samples.place("k" + n, n, 900));
        database.append(record);
        Samples.execute(database, record);
        database.save(
            List.of(),
            Samples.timestamps(VectorTimestamp.ZERO.with(ME, n), VectorTimestamp.ZERO, n, n));
        if (n % BATCH == 0 || n == ORDERS) {
          database.commit();
        }
      }
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(30));
    }
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover().log()).hasSize(ORDERS);
    }
  }
}
