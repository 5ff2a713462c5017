package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.api.OrderRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of orders when replica managers go and come back. */
class ReplicaLossTest {
  @TempDir Path folder;

  /** Promises 1, 2 and 4: a loss costs nobody an answer, own writes stay, all end equal. */
  @Test
  void whichever_replica_goes_right_after_the_order_nobody_notices() throws Exception {
    try (RunningCluster cluster = new RunningCluster(folder, 3, 2)) {
      String fe1 = cluster.frontEnd(1);
      String fe2 = cluster.frontEnd(2);
      Customer customer = new Customer(folder.resolve("session.json"));
      customer.awaitConvergence(fe1);
      customer.awaitConvergence(fe2);
      OrderRequest basket = customer.basket(fe1);
      for (String lost : List.of("rm1", "rm2", "rm3")) {
        String orderId = customer.order(fe1, basket, "before-" + lost, 2);
        cluster.close(lost);
        assertThat(customer.statusOf(fe1, orderId)).isEqualTo("PLACED");
        String nextId = customer.order(fe2, basket, "without-" + lost, 2);
        assertThat(customer.statusOf(fe1, nextId)).isEqualTo("PLACED");

        cluster.restart(lost);
        customer.awaitConvergence(fe1);
        customer.awaitConvergence(fe2);
      }
      assertThat(customer.through(fe2).orders(null, null).json().path("items")).hasSize(6);
      assertThat(customer.notices()).isEmpty();
    }
  }

  /** Promise 3: the answer says so when only one disk holds the order. */
  @Test
  void one_replica_alone_takes_orders_and_says_that_one_disk_holds_them() throws Exception {
    try (RunningCluster cluster = new RunningCluster(folder, 1, 1)) {
      String fe1 = cluster.frontEnd(1);
      Customer customer = new Customer(folder.resolve("session.json"));
      customer.awaitConvergence(fe1);
      String orderId = customer.order(fe1, customer.basket(fe1), "alone", 1);
      assertThat(customer.through(fe1).order(orderId).json().path("durability").asInt())
          .isEqualTo(1);
    }
  }

  /** Promise 3: an acknowledged update is never lost, and a retry is still the same update. */
  @Test
  void an_order_is_still_there_after_everything_was_stopped() throws Exception {
    Customer customer = new Customer(folder.resolve("session.json"));
    OrderRequest basket;
    String orderId;
    try (RunningCluster cluster = new RunningCluster(folder, 3, 1)) {
      customer.awaitConvergence(cluster.frontEnd(1));
      basket = customer.basket(cluster.frontEnd(1));
      orderId = customer.order(cluster.frontEnd(1), basket, "kept", 2);
    }
    try (RunningCluster cluster = new RunningCluster(folder, 3, 1)) {
      String fe1 = cluster.frontEnd(1);
      customer.awaitConvergence(fe1);
      assertThat(customer.statusOf(fe1, orderId)).isEqualTo("PLACED");
      assertThat(customer.through(fe1).place(basket, "kept").json().path("id").asText())
          .isEqualTo(orderId);
    }
  }
}
