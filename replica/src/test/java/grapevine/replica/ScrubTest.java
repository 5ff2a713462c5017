package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Token;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage on a running replica manager's disk, mended from a peer and from memory. */
class ScrubTest {
  /** So many that the tables are written. */
  private static final int ORDERS = 2_300;

  private static final CallId FIRST = new CallId(1, 1);

  @TempDir private Path directory;

  @Test
  void damaged_rows_are_mended_from_a_peer_and_from_memory() throws SQLException {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      cluster.awaitReady();
      cluster.stop("rm2");
      cluster.restart("rm2", 0);
      TestFrontEnd rm2 = cluster.link("rm2");
      for (int i = 1; i <= ORDERS; i++) {
        rm2.send(TestFrontEnd.placing(10_000 + i, new CallId(1, i), Token.EMPTY));
      }
      await().atMost(TestFrontEnd.PATIENCE).until(() -> rm2.replies().size() == ORDERS);
      await()
          .atMost(TestFrontEnd.PATIENCE)
          .until(() -> metric(cluster, "rm1", "grapevine_table_rows_total") > 0);
      await()
          .atMost(TestFrontEnd.PATIENCE)
          .until(() -> metric(cluster, "rm2", "grapevine_table_rows_total") > 0);

      awaitStillness(cluster);

      damage("UPDATE operation SET row = substr(row, 1, length(row) - 1) || x'07' WHERE id = 1");
      damage("UPDATE log SET crc = crc + 1 WHERE id = (SELECT max(id) FROM log)");

      // Reading everything again takes ten seconds on an idle machine.
      await()
          .atMost(TestFrontEnd.PATIENCE.multipliedBy(3))
          .untilAsserted(
              () -> {
                assertThat(repaired(cluster, "operation")).isEqualTo(1);
                assertThat(repaired(cluster, "log")).isPositive();
              });
      assertThat(rm2.read(FIRST, Token.EMPTY).outcome()).isEqualTo(Outcome.DONE);
      cluster.stop("rm2");
      cluster.restart("rm2");
      assertThat(TestFrontEnd.isFound(cluster.link("rm2").read(FIRST, Token.EMPTY))).isTrue();
    }
  }

  @Test
  void operations_are_told_to_holders_of_the_key_only() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      assertThat(cluster.link("rm1").place(FIRST, Token.EMPTY).outcome()).isEqualTo(Outcome.DONE);
      String path = OperationSource.PATH + FIRST;
      await()
          .atMost(TestFrontEnd.PATIENCE)
          .until(() -> cluster.get("rm1", path).statusCode() == 200);
      assertThat(cluster.get("rm1", OperationSource.PATH + new CallId(1, 2)).statusCode())
          .isEqualTo(404);
      assertThat(cluster.get("rm1", OperationSource.PATH + "x").statusCode()).isEqualTo(404);
      assertThat(cluster.send(cluster.request("rm1", path).GET()).statusCode()).isEqualTo(401);
    }
  }

  /** An outsider that writes between a look and a write of the process ends it. */
  private static void awaitStillness(TestCluster cluster) {
    double[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(TestFrontEnd.PATIENCE)
        .until(
            () -> {
              double commits = metric(cluster, "rm2", "grapevine_commit_seconds_count");
              boolean isStill = commits > 0 && commits == last[0];
              last[0] = commits;
              return isStill;
            });
  }

  private static double repaired(TestCluster cluster, String table) {
    return metric(cluster, "rm2", "grapevine_repaired_rows_total{table=\"" + table + "\"}");
  }

  private static double metric(TestCluster cluster, String name, String metric) {
    return cluster
        .get(name, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .sum();
  }

  private void damage(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + directory.resolve("rm2").resolve("replica.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
