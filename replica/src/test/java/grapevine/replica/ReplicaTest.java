package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.link.LinkMessage;
import grapevine.common.ordering.Subjects;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.Outcome;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole replica managers, with real disks and links, as a front end and an operator meet them. */
class ReplicaTest {
  private static final CallId ORDER = new CallId(11, 12);

  @TempDir private Path directory;

  @Test
  void an_order_acknowledged_by_two_is_read_at_the_third() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      UpdateReply first = cluster.link("rm1").place(ORDER, Token.EMPTY);
      UpdateReply second = cluster.link("rm2").place(ORDER, Token.EMPTY);
      assertThat(List.of(first.outcome(), second.outcome())).containsOnly(Outcome.DONE);

      QueryReply read = cluster.link("rm3").read(ORDER, tokenOf(first, second));

      assertThat(read.outcome()).isEqualTo(Outcome.DONE);
      assertThat(read.durability()).isEqualTo(2);
      assertThat(TestFrontEnd.isFound(read)).isTrue();
    }
  }

  @Test
  void what_was_acknowledged_is_there_after_a_restart() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      UpdateReply reply = cluster.link("rm1").place(ORDER, Token.EMPTY);
      cluster.stop("rm1");
      cluster.restart("rm1");

      QueryReply read = cluster.link("rm1").read(ORDER, tokenOf(reply));

      assertThat(TestFrontEnd.isFound(read)).isTrue();
      assertThat(cluster.link("rm1").place(ORDER, Token.EMPTY).known()).isTrue();
    }
  }

  @Test
  void one_is_stopped_and_restarted_under_load_and_all_end_equal() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      TestFrontEnd steady = cluster.link("rm1");
      steady.awaitDone(steady.sendMany(0));
      cluster.stop("rm2");
      steady.awaitDone(steady.sendMany(1));
      cluster.restart("rm2");
      steady.awaitDone(steady.sendMany(2));
      cluster.stop("rm3");
      cluster.restart("rm3");

      await().atMost(TestFrontEnd.PATIENCE).untilAsserted(() -> assertEqualStates(cluster, 300));
    }
  }

  @Test
  void a_call_that_nobody_waits_for_any_more_is_not_done() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      TestFrontEnd rm1 = cluster.link("rm1");
      ReplicaReply late =
          rm1.call(TestFrontEnd.placing(900, ORDER, Token.EMPTY).withDeadlineTicks(0));

      assertThat(late.outcome()).isEqualTo(Outcome.BUSY);
      assertThat(rm1.place(ORDER, Token.EMPTY).known()).isFalse();
    }
  }

  @Test
  void an_offline_replica_manager_refuses_calls_and_goes_on_to_gossip() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      TestFrontEnd rm1 = cluster.link("rm1");
      cluster.awaitReady();
      order(cluster, "rm1", "{\"status\":\"OFFLINE\"}", 200);
      rm1.awaitStatus(ReplicaStatus.OFFLINE);

      assertThat(rm1.place(ORDER, Token.EMPTY).outcome()).isEqualTo(Outcome.OFFLINE);
      assertThat(rm1.read(ORDER, Token.EMPTY).outcome()).isEqualTo(Outcome.OFFLINE);
      assertThat(cluster.get("rm1", "/readyz").statusCode()).isEqualTo(503);
      assertThat(cluster.link("rm2").place(ORDER, Token.EMPTY).outcome()).isEqualTo(Outcome.DONE);
      await().atMost(TestFrontEnd.PATIENCE).untilAsserted(() -> assertEqualStates(cluster, 1));

      order(cluster, "rm1", "{\"status\":\"AUTO\"}", 200);
      rm1.awaitStatus(ReplicaStatus.ACTIVE);
      assertThat(rm1.place(ORDER, Token.EMPTY).known()).isTrue();
    }
  }

  @Test
  void a_disk_that_lacks_own_records_which_a_client_has_seen_stops_without_an_answer() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      TestFrontEnd rm1 = cluster.link("rm1");
      Dot lost = new Dot(rm1.status().report().member(), 40);
      Token prev = new Token(VectorTimestamp.of(lost), List.of(), 0);
      rm1.send(TestFrontEnd.placing(1, ORDER, prev));

      CompletableFuture<ReplicaFailure> failure = cluster.replica("rm1").failure();
      await().atMost(TestFrontEnd.PATIENCE).until(failure::isDone);
      assertThat(failure.join().exitCode()).isEqualTo(ExitCode.WRONG_DISK);
      assertThat(rm1.replies()).isEmpty();
    }
  }

  @Test
  void two_front_ends_may_use_the_same_numbers_for_their_calls() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      TestFrontEnd one = cluster.link("rm1");
      TestFrontEnd other = cluster.link("rm1");
      ReplicaReply first = one.call(TestFrontEnd.placing(5, new CallId(1, 1), Token.EMPTY));
      ReplicaReply second = other.call(TestFrontEnd.placing(5, new CallId(1, 2), Token.EMPTY));

      assertThat(List.of(first.call(), second.call())).containsExactly(5L, 5L);
      assertThat(((UpdateReply) first).dot()).isNotEqualTo(((UpdateReply) second).dot());
    }
  }

  @Test
  void front_ends_are_told_of_each_other() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      TestFrontEnd one = cluster.link("rm1");
      LinkMessage.FrontEndReport report =
          new LinkMessage.FrontEndReport("fe2", "http://127.0.0.1:1", VectorTimestamp.ZERO);
      cluster.link("rm1").report(report);

      await().atMost(TestFrontEnd.PATIENCE).until(() -> one.status().frontEnds().contains(report));
    }
  }

  @Test
  void who_watches_is_told_what_has_changed_wherever_that_was_done() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      TestFrontEnd watching = cluster.link("rm3");
      watching.watch();
      // The answer comes behind the wish on one link.
      watching.read(ORDER, Token.EMPTY);
      UpdateReply placed = cluster.link("rm1").place(ORDER, Token.EMPTY);

      await().until(() -> watching.changes().containsKey(Subjects.ofOrder(ORDER)));

      assertThat(watching.changes()).containsKey(Subjects.ofCustomer(TestFrontEnd.CUSTOMER));
      VectorTimestamp shown = watching.changes().get(Subjects.ofOrder(ORDER));
      assertThat(shown.covers(placed.dot())).isTrue();
      assertThat(TestFrontEnd.isFound(watching.read(ORDER, new Token(shown, List.of(), 0))))
          .isTrue();
      assertThat(cluster.link("rm2").changes()).as("nobody watches there").isEmpty();
    }
  }

  static void assertEqualStates(TestCluster cluster, int executed) {
    JsonNode first = status(cluster, "rm1");
    for (String name : List.of("rm1", "rm2", "rm3")) {
      if (cluster.address(name) != null) {
        JsonNode status = status(cluster, name);
        assertThat(status.get("valueTimestamp")).isEqualTo(first.get("valueTimestamp"));
        assertThat(status.get("stateDigest")).isEqualTo(first.get("stateDigest"));
        assertThat(status.get("diverged").isNull()).isTrue();
      }
    }
    long sum = 0;
    for (JsonNode count : first.get("valueTimestamp")) {
      sum += count.asLong();
    }
    assertThat(sum).isEqualTo(executed);
  }

  private static JsonNode status(TestCluster cluster, String name) {
    return Json.read(cluster.get(name, "/status").body(), JsonNode.class);
  }

  static void order(TestCluster cluster, String name, String body, int expectedStatus) {
    int status =
        cluster
            .send(
                cluster
                    .request(name, "/admin/status")
                    .header("Authorization", TestCluster.KEY.linkAuthorization())
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(body)))
            .statusCode();
    assertThat(status).isEqualTo(expectedStatus);
  }

  private static Token tokenOf(UpdateReply... replies) {
    PendingWrite write =
        new PendingWrite(ORDER, List.of(replies).stream().map(UpdateReply::dot).toList());
    return Token.EMPTY.afterUpdate(write, replies[0].lamport());
  }
}
