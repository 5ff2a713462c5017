package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import grapevine.client.api.AccountCalls;
import grapevine.client.api.LiveStream;
import grapevine.client.api.OrderRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done through one front end reaches the inboxes that are open at another. */
class InboxesTest {
  private static final String PASSWORD = "correct horse";

  /** A stream that was told nothing looks again after ten seconds. */
  private static final Duration TOLD_MAX = Duration.ofSeconds(8);

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static String fe1;
  private static String fe2;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = ConvergedCluster.start(folder, 3, 2);
    fe1 = cluster.frontEnd(1);
    fe2 = cluster.frontEnd(2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void an_order_reaches_the_restaurant_the_couriers_and_whoever_has_it() throws Exception {
    Customer customer = new Customer(folder.resolve("customer.json"));
    OrderRequest basket = customer.basket(fe1);
    Customer owner = account("Olga", "RESTAURANT");
    Customer courier = account("Cora", "COURIER");
    Customer rival = account("Rita", "COURIER");
    owner
        .through(fe1)
        .accounts()
        .own(basket.restaurantId(), "Olga", "own", RunningCluster.KEY.linkCredential());
    Inbox orders = new Inbox();
    Inbox offers = new Inbox();
    Inbox claimed = new Inbox();
    try (LiveStream one =
            owner.through(fe2).followInbox(basket.restaurantId(), orders.seen::add, () -> {});
        LiveStream two = rival.through(fe2).followDeliveries(false, offers.seen::add, () -> {});
        LiveStream three =
            courier.through(fe2).followDeliveries(true, claimed.seen::add, () -> {})) {
      orders.awaitEmpty();
      offers.awaitEmpty();
      claimed.awaitEmpty();

      String order = customer.order(fe1, basket, "order", 2);
      orders.awaitFirst("id", order);

      owner.through(fe1).move(order, "accept", JsonNodeFactory.instance.objectNode(), "accept");
      offers.awaitFirst("id", order);

      courier.through(fe1).claim(order, "claim");
      claimed.awaitFirst("id", order);
      offers.awaitEmpty();
      assertThat(one.isOver() || two.isOver() || three.isOver()).isFalse();
    }
  }

  @Test
  void a_message_reaches_an_inbox_and_so_does_that_it_was_read_elsewhere() throws Exception {
    Customer ann = account("Ann", null);
    Customer bob = account("Bob", null);
    Inbox inbox = new Inbox();
    try (LiveStream stream = ann.through(fe2).talk().followMessages(true, inbox.seen::add)) {
      inbox.awaitEmpty();
      String id =
          bob.through(fe1).talk().sendToAccount("ann", "Lunch?", "m").json().path("id").asText();
      inbox.awaitFirst("text", "Lunch?");

      ann.through(fe1).talk().markRead(List.of(id), "read");
      inbox.awaitEmpty();
      assertThat(stream.isOver()).isFalse();
    }
  }

  /** What one stream has shown and nobody has looked at. */
  private static final class Inbox {
    private final LinkedBlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();

    /** Waits for it; the same list comes again when an order of it is on more disks. */
    private void await(Predicate<JsonNode> isIt) throws InterruptedException {
      long deadline = System.nanoTime() + TOLD_MAX.toNanos();
      JsonNode now = null;
      while (now == null || !isIt.test(now)) {
        JsonNode next = seen.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(next).as("shown within %s, after %s", TOLD_MAX, now).isNotNull();
        now = next;
      }
    }

    void awaitEmpty() throws InterruptedException {
      await(page -> page.path("items").isEmpty());
    }

    void awaitFirst(String field, String value) throws InterruptedException {
      await(page -> page.path("items").path(0).path(field).asText().equals(value));
    }
  }

  private static Customer account(String name, String role) {
    Customer person = new Customer(folder.resolve(name + ".json"));
    AccountCalls calls = person.through(fe1).accounts();
    calls.create(name, PASSWORD, role, "create", RunningCluster.KEY.linkCredential());
    calls.logIn(name, PASSWORD);
    return person;
  }
}
