package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Token;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole replica manager whose disk is full for a while, or nearly. */
class FullDiskTest {
  private static final CallId BEFORE = new CallId(11, 12);
  private static final CallId CAUGHT = new CallId(13, 14);
  private static final CallId REFUSED = new CallId(15, 16);

  @TempDir private Path directory;

  @Test
  void a_full_disk_refuses_updates_answers_queries_and_goes_on_by_itself() {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      TestFrontEnd link = cluster.link("rm1");
      UpdateReply before = link.place(BEFORE, Token.EMPTY);
      Token seen = tokenOf(BEFORE, before);
      assertThat(TestFrontEnd.isFound(link.read(BEFORE, seen))).isTrue();

      cluster.replica("rm1").pretendFull(true);
      ReplicaCall caught = TestFrontEnd.placing(900, CAUGHT, Token.EMPTY);
      link.send(caught);
      await().atMost(TestFrontEnd.PATIENCE).until(() -> isShort(cluster));

      assertThat(link.place(REFUSED, Token.EMPTY).outcome()).isEqualTo(Outcome.DISK_FULL);
      link.awaitStatus(ReplicaStatus.OVERLOADED);
      QueryReply read = link.read(BEFORE, seen);
      assertThat(read.outcome()).isEqualTo(Outcome.DONE);
      assertThat(TestFrontEnd.isFound(read)).isTrue();
      assertThat(link.replies()).doesNotContainKey(900L);
      assertThat(cluster.get("rm1", "/status").statusCode()).isEqualTo(200);

      cluster.replica("rm1").pretendFull(false);
      await().atMost(TestFrontEnd.PATIENCE).until(() -> link.replies().containsKey(900L));
      UpdateReply late = (UpdateReply) link.replies().get(900L);
      assertThat(late.outcome()).isEqualTo(Outcome.DONE);
      assertThat(TestFrontEnd.isFound(link.read(CAUGHT, tokenOf(CAUGHT, late)))).isTrue();
      await().atMost(TestFrontEnd.PATIENCE).until(() -> !isShort(cluster));
      UpdateReply again = link.place(REFUSED, Token.EMPTY);
      assertThat(again.outcome()).isEqualTo(Outcome.DONE);
      assertThat(again.known()).isFalse();
    }
  }

  @Test
  void below_the_reserve_updates_are_refused_and_gossip_goes_on() {
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2")) {
      cluster.awaitReady();
      cluster.stop("rm2");
      cluster.restart("rm2", Long.MAX_VALUE / 2);
      await().atMost(TestFrontEnd.PATIENCE).until(() -> isShortOf(cluster, "rm2"));

      UpdateReply placed = cluster.link("rm1").place(BEFORE, Token.EMPTY);
      assertThat(placed.outcome()).isEqualTo(Outcome.DONE);
      TestFrontEnd rm2 = cluster.link("rm2");
      assertThat(rm2.place(REFUSED, Token.EMPTY).outcome()).isEqualTo(Outcome.DISK_FULL);
      QueryReply read = rm2.read(BEFORE, tokenOf(BEFORE, placed));
      assertThat(TestFrontEnd.isFound(read)).isTrue();
    }
  }

  private static boolean isShort(TestCluster cluster) {
    return isShortOf(cluster, "rm1");
  }

  private static boolean isShortOf(TestCluster cluster, String name) {
    return cluster.get(name, "/metrics").body().contains("grapevine_disk_full 1.0");
  }

  private static Token tokenOf(CallId callId, UpdateReply reply) {
    PendingWrite write = new PendingWrite(callId, List.of(reply.dot()));
    return Token.EMPTY.afterUpdate(write, reply.lamport());
  }
}
