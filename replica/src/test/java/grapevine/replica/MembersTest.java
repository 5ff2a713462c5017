package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import grapevine.common.Json;
import grapevine.protocol.CallId;
import grapevine.protocol.Member.State;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Token;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R16, R17: whole replica managers that come and go. */
class MembersTest {
  @TempDir private Path directory;

  @Test
  void one_joins_under_load_and_all_end_equal() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      TestFrontEnd rm1 = cluster.link("rm1");
      cluster.awaitMajority("rm1");
      rm1.awaitDone(rm1.sendMany(0));
      List<ReplicaCall> sent = new ArrayList<>(rm1.sendMany(1));
      cluster.join("rm3", "rm2");
      sent.addAll(rm1.sendMany(2));
      cluster.awaitState("rm1", "rm3", State.ACTIVE);
      cluster.awaitState("rm3", "rm3", State.ACTIVE);
      TestFrontEnd rm3 = cluster.link("rm3");
      rm3.awaitStatus(ReplicaStatus.ACTIVE);

      assertThat(rm3.place(new CallId(9, 9), Token.EMPTY).outcome()).isEqualTo(Outcome.DONE);
      rm1.awaitDone(sent);
      RecoveryTest.awaitEqual(cluster, 301);
    }
  }

  @Test
  void a_member_that_joined_needs_nobody_named_to_start_again() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      cluster.awaitMajority("rm1");
      cluster.join("rm3", "rm1");
      cluster.awaitState("rm3", "rm3", State.ACTIVE);
      String incarnation = incarnation(cluster, "rm3");
      cluster.stop("rm3");
      RecoveryTest.place(cluster, "rm2", 1);
      cluster.restartAlone("rm3");
      RecoveryTest.place(cluster, "rm3", 2);
      RecoveryTest.awaitEqual(cluster, 2);
      cluster.stop("rm3");
      cluster.join("rm3", "rm1"); // the same command once more

      RecoveryTest.awaitEqual(cluster, 2);
      assertThat(incarnation(cluster, "rm3")).isEqualTo(incarnation);
    }
  }

  @Test
  void a_joiner_that_was_killed_goes_on_as_the_same() throws IOException {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      cluster.awaitMajority("rm1");
      RecoveryTest.place(cluster, "rm1", 1);
      // It had drawn its incarnation and was let in, and began to fetch the snapshot.
      Files.createDirectories(cluster.directory("rm3"));
      Files.writeString(cluster.directory("rm3").resolve("join.wanted"), "abc");
      Files.writeString(cluster.directory("rm3").resolve("snapshot.download"), "half of it");
      String asked = "{\"name\":\"rm3\",\"incarnation\":\"abc\",\"address\":\"127.0.0.1:9\"}";
      assertThat(cluster.post("rm1", "/admin/join", asked).statusCode()).isEqualTo(200);
      assertThat(cluster.state("rm1", "rm3")).contains(State.JOINING);
      cluster.join("rm3", "rm1");

      assertThat(incarnation(cluster, "rm3")).isEqualTo("abc");
      assertThat(cluster.directory("rm3").resolve("join.wanted")).doesNotExist();
      assertThat(cluster.directory("rm3").resolve("snapshot.download")).doesNotExist();
    }
  }

  @Test
  void nobody_joins_while_a_member_is_dead_which_would_cost_the_majority() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      cluster.awaitMajority("rm1");
      RecoveryTest.place(cluster, "rm1", 1);
      RecoveryTest.awaitEqual(cluster, 1);
      cluster.stop("rm3");
      String asked = "{\"name\":\"rm4\",\"incarnation\":\"abc\",\"address\":\"127.0.0.1:9\"}";
      await()
          .atMost(TestFrontEnd.PATIENCE)
          .until(
              () ->
                  Json.read(cluster.get("rm1", "/status").body(), StatusPage.class).peers().stream()
                      .anyMatch(peer -> peer.name().equals("rm3") && !peer.linkUp()));
      HttpResponse<String> refused = cluster.post("rm1", "/admin/join", asked);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("MEMBER_SILENT", "rm3", "cluster retire");
      assertThat(cluster.state("rm1", "rm4")).isEmpty();

      assertThat(cluster.post("rm1", "/admin/retire", "{\"name\":\"rm3\"}").statusCode())
          .isEqualTo(200);
      cluster.join("rm4", "rm1");
      cluster.awaitState("rm4", "rm4", State.ACTIVE);
    }
  }

  @Test
  void a_name_is_free_only_when_its_member_is_retired() throws IOException {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      cluster.awaitMajority("rm1");
      RecoveryTest.place(cluster, "rm3", 1);
      RecoveryTest.awaitEqual(cluster, 1);
      String asked = "{\"name\":\"rm3\",\"incarnation\":\"abc\",\"address\":\"127.0.0.1:9\"}";
      HttpResponse<String> refused = cluster.post("rm1", "/admin/join", asked);
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("NAME_TAKEN", "cluster retire rm3");
      String before = incarnation(cluster, "rm3");
      cluster.stop("rm3");
      deleteAll(cluster.directory("rm3"));
      assertThatThrownBy(() -> cluster.join("rm3", "rm1"))
          .isInstanceOfSatisfying(
              ReplicaFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_JOINED))
          .hasMessageContaining("cluster retire rm3");
      cluster.stop("rm3");

      HttpResponse<String> retired = cluster.post("rm1", "/admin/retire", "{\"name\":\"rm3\"}");
      assertThat(retired.statusCode()).isEqualTo(200);
      assertThat(Json.read(retired.body(), MembersPage.Entry.class).state())
          .isEqualTo(State.RETIRED);
      cluster.join("rm3", "rm1");
      RecoveryTest.place(cluster, "rm2", 2);

      cluster.awaitState("rm3", "rm3", State.ACTIVE);
      RecoveryTest.awaitEqual(cluster, 2);
      assertThat(incarnation(cluster, "rm3")).isNotEqualTo(before);
    }
  }

  @Test
  void what_cannot_be_changed_says_what_to_do() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      cluster.awaitMajority("rm1");
      HttpResponse<String> unknown = cluster.post("rm1", "/admin/retire", "{\"name\":\"rm7\"}");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("MEMBER_UNKNOWN", "[rm1, rm2]");
      assertThat(cluster.post("rm1", "/admin/retire", "{}").statusCode()).isEqualTo(400);
      assertThat(cluster.post("rm1", "/admin/join", "{\"name\":\"?\"}").statusCode())
          .isEqualTo(400);
      assertThat(cluster.post("rm1", "/admin/retire", "{\"name\":\"rm1\"}").body())
          .contains("ASK_ANOTHER");
      cluster.stop("rm2");
      await().atMost(TestFrontEnd.PATIENCE).until(() -> !cluster.members("rm1").majority());
      HttpResponse<String> alone = cluster.post("rm1", "/admin/retire", "{\"name\":\"rm2\"}");
      assertThat(alone.statusCode()).isEqualTo(503);
      assertThat(alone.body()).contains("NO_MAJORITY", "restore");
    }
  }

  @Test
  void one_that_leaves_hands_over_first_and_the_last_one_stays() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      cluster.awaitMajority("rm1");
      cluster.awaitMajority("rm2");
      RecoveryTest.place(cluster, "rm2", 1);
      CompletableFuture<ReplicaFailure> end = cluster.replica("rm2").failure();
      assertThat(cluster.post("rm2", "/admin/leave", "").statusCode()).isEqualTo(200);
      await().atMost(TestFrontEnd.PATIENCE).until(end::isDone);
      assertThat(end.join().exitCode()).isEqualTo(ExitCode.STOPPED);
      cluster.stop("rm2");

      cluster.awaitState("rm1", "rm2", State.RETIRED);
      assertThat(cluster.post("rm1", "/admin/leave", "").body()).contains("LAST_MEMBER");
      cluster.awaitMajority("rm1");
      cluster.join("rm3", "rm1");
      cluster.awaitState("rm1", "rm3", State.ACTIVE);
      RecoveryTest.place(cluster, "rm3", 2);
    }
  }

  @Test
  void one_that_was_retired_by_mistake_comes_back_with_what_only_it_had() throws Exception {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      cluster.awaitMajority("rm1");
      RecoveryTest.place(cluster, "rm3", 1);
      RecoveryTest.awaitEqual(cluster, 1);
      cluster.stop("rm1");
      cluster.stop("rm2");
      await()
          .atMost(TestFrontEnd.PATIENCE)
          .until(() -> cluster.link("rm3").status().report().isDegraded());
      RecoveryTest.place(cluster, "rm3", 2);
      RecoveryTest.place(cluster, "rm3", 3);
      String before = incarnation(cluster, "rm3");
      cluster.stop("rm3");
      cluster.restart("rm1");
      cluster.restart("rm2");
      cluster.awaitMajority("rm1");
      assertThat(cluster.post("rm1", "/admin/retire", "{\"name\":\"rm3\"}").statusCode())
          .isEqualTo(200);

      cluster.restart("rm3");
      CompletableFuture<ReplicaFailure> told = cluster.replica("rm3").failure();
      await().atMost(TestFrontEnd.PATIENCE).until(told::isDone);
      assertThat(told.join().exitCode()).isEqualTo(ExitCode.RETIRED);
      assertThat(cluster.replica("rm3").mayStartAgain(told.join())).isTrue();
      cluster.stop("rm3");
      cluster.restart("rm3");

      cluster.awaitState("rm1", "rm3", State.ACTIVE);
      RecoveryTest.awaitEqual(cluster, 3);
      assertThat(incarnation(cluster, "rm3")).isNotEqualTo(before);
      await()
          .atMost(TestFrontEnd.PATIENCE)
          .until(() -> RetiredData.in(cluster.directory("rm3")).isEmpty());
      cluster.link("rm3").awaitStatus(ReplicaStatus.ACTIVE);
      RecoveryTest.place(cluster, "rm3", 4);
      for (int n = 2; n <= 3; n++) {
        ReplicaReply again = cluster.link("rm1").place(new CallId(n, n), Token.EMPTY);
        assertThat(((ReplicaReply.UpdateReply) again).known()).isTrue();
      }
    }
  }

  private static String incarnation(TestCluster cluster, String name) {
    return cluster.members(name).live(name).orElseThrow().incarnation();
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
