package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.HostPort;
import grapevine.common.Json;
import grapevine.protocol.CallId;
import grapevine.protocol.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R13, R18: a replica manager whose disk has lost something, between peers that have not. */
class RecoveryTest {
  @TempDir private Path directory;

  @Test
  void a_damaged_database_is_mended_from_a_peer_and_all_end_equal() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      place(cluster, "rm1", 1);
      place(cluster, "rm2", 2);
      awaitEqual(cluster, 2);
      String member = member(cluster, "rm1");
      cluster.stop("rm1");
      place(cluster, "rm2", 3);
      damage("rm1", "UPDATE state SET digest = digest + 1");
      cluster.restart("rm1");

      awaitEqual(cluster, 3);
      assertThat(member(cluster, "rm1")).isEqualTo(member);
      assertThat(aside("rm1")).isEqualTo(1);
      place(cluster, "rm1", 4);
      awaitEqual(cluster, 4);
    }
  }

  @Test
  void own_records_that_no_peer_has_survive() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      place(cluster, "rm1", 1);
      awaitEqual(cluster, 1);
      cluster.stop("rm2");
      cluster.stop("rm3");
      place(cluster, "rm1", 2); // on one disk only
      cluster.stop("rm1");
      damage("rm1", "UPDATE member SET address = address || char(65)");
      cluster.restart("rm2");
      cluster.restart("rm3");
      cluster.restart("rm1");

      awaitEqual(cluster, 2);
      assertThat(aside("rm1")).isEqualTo(1);
    }
  }

  @Test
  void without_a_peer_or_with_own_records_hidden_it_does_not_start() throws Exception {
    TreeMap<String, HostPort> peers = new TreeMap<>();
    ReplicaConfiguration configuration;
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      place(cluster, "rm1", 1);
      configuration =
          new ReplicaConfiguration(
              "rm1", cluster.address("rm1"), directory.resolve("rm1"), TestCluster.KEY, 0);
    }
    damage("rm1", "UPDATE state SET digest = digest + 1");
    assertRefused(configuration, peers, "no peer");
    peers.put("rm2", new HostPort("127.0.0.1", 1));
    assertRefused(configuration, peers, "rm2");
    damage("rm1", "UPDATE log SET crc = crc + 1 WHERE id = (SELECT max(id) FROM log)");
    assertRefused(configuration, peers, "own records");
    damage("rm1", "DELETE FROM identity");
    assertRefused(configuration, peers, "identity");
    assertThat(aside("rm1")).isZero();
  }

  @Test
  void an_old_copy_of_a_disk_ends_the_process_and_the_next_start_fetches_a_snapshot()
      throws Exception {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      place(cluster, "rm1", 1);
      awaitEqual(cluster, 1);
      cluster.stop("rm3");
      Path old = Files.createDirectory(directory.resolve("old")).resolve("replica.db");
      Files.copy(directory.resolve("rm3").resolve("replica.db"), old);
      cluster.restart("rm3");
      place(cluster, "rm1", 2);
      place(cluster, "rm2", 3);
      awaitEqual(cluster, 3);
      for (String name : List.of("rm1", "rm2")) {
        await().atMost(TestFrontEnd.PATIENCE).until(() -> logLength(cluster, name) == 0);
      }
      cluster.stop("rm3");
      Files.delete(directory.resolve("rm3").resolve("replica.db"));
      Files.copy(old, directory.resolve("rm3").resolve("replica.db"));

      cluster.restart("rm3");
      await().atMost(TestFrontEnd.PATIENCE).until(() -> cluster.replica("rm3").failure().isDone());
      assertThat(cluster.replica("rm3").failure().join().exitCode())
          .isEqualTo(ExitCode.SNAPSHOT_NEEDED);
      cluster.stop("rm3");
      cluster.restart("rm3");
      awaitEqual(cluster, 3);
      place(cluster, "rm3", 4);
      awaitEqual(cluster, 4);
    }
  }

  private static void assertRefused(
      ReplicaConfiguration configuration, TreeMap<String, HostPort> peers, String reason) {
    assertThatThrownBy(
            () -> new Recovery(configuration, peers, () -> 5, Duration.ofMillis(1)).open())
        .isInstanceOfSatisfying(
            ReplicaFailure.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATABASE_DAMAGED))
        .hasMessageContaining(reason);
  }

  static void place(TestCluster cluster, String name, int n) {
    assertThat(cluster.link(name).place(new CallId(n, n), Token.EMPTY).known()).isFalse();
  }

  static void awaitEqual(TestCluster cluster, int executed) {
    await()
        .atMost(TestFrontEnd.PATIENCE)
        .untilAsserted(
            () -> {
              for (String name : List.of("rm1", "rm2", "rm3")) {
                assertThat(cluster.address(name)).isNotNull();
              }
              ReplicaTest.assertEqualStates(cluster, executed);
            });
  }

  private static JsonNode status(TestCluster cluster, String name) {
    return Json.read(cluster.get(name, "/status").body(), JsonNode.class);
  }

  private static String member(TestCluster cluster, String name) {
    return cluster.link(name).status().report().member().toString();
  }

  private static long logLength(TestCluster cluster, String name) {
    return status(cluster, name).get("logLength").asLong();
  }

  private void damage(String name, String sql) throws Exception {
    Path file = directory.resolve(name).resolve("replica.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private long aside(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      return files
          .filter(file -> file.getFileName().toString().matches("replica.db.damaged-.*Z"))
          .count();
    }
  }
}
