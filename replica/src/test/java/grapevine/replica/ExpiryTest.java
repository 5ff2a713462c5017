package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Order;
import grapevine.common.ordering.Rfc3339;
import grapevine.database.UnansweredOrders;
import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Token;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between real processes' parts: what nobody answers is over, once and everywhere. */
class ExpiryTest {
  private static final CallId FRESH = new CallId(1, 1);
  private static final CallId OVERDUE = new CallId(2, 2);
  private static final CallId LONG_OVERDUE = new CallId(3, 3);

  @TempDir Path directory;

  @Test
  void what_nobody_answers_expires_once_at_every_replica_manager() {
    long now = System.currentTimeMillis();
    long overdue = now - UnansweredOrders.ANSWER_MILLIS_MAX - 1;
    // Past the grace, so that all of them make the update.
    long longOverdue = overdue - ExpiryScan.GRACE_MILLIS;
    try (TestCluster cluster = new TestCluster(directory, "rm1", "rm2", "rm3")) {
      TestFrontEnd link = cluster.link("rm1");
      assertThat(link.place(OVERDUE, overdue).outcome()).isEqualTo(Outcome.DONE);
      assertThat(link.place(LONG_OVERDUE, longOverdue).outcome()).isEqualTo(Outcome.DONE);
      assertThat(link.place(FRESH, now).outcome()).isEqualTo(Outcome.DONE);
      for (String name : new String[] {"rm1", "rm2", "rm3"}) {
        TestFrontEnd other = cluster.link(name);
        await()
            .atMost(TestFrontEnd.PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(order(other, FRESH).status()).isEqualTo("PLACED");
                  assertExpired(order(other, OVERDUE), overdue);
                  assertExpired(order(other, LONG_OVERDUE), longOverdue);
                });
      }
    }
  }

  private static void assertExpired(Order order, long placedAtMillis) {
    assertThat(order.status()).isEqualTo("EXPIRED");
    String at = Rfc3339.ofMillis(placedAtMillis + UnansweredOrders.ANSWER_MILLIS_MAX);
    assertThat(order.events().subList(1, order.events().size()))
        .containsExactly(new Order.Event("EXPIRED", at, "system"));
  }

  private static Order order(TestFrontEnd link, CallId callId) {
    Answer answer = Json.read(link.read(callId, Token.EMPTY).answer().bytes(), Answer.class);
    assertThat(answer).isInstanceOf(Answer.FoundOrder.class);
    return ((Answer.FoundOrder) answer).order();
  }
}
