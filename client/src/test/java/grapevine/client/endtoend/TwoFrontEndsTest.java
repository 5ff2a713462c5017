package grapevine.client.endtoend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.RequestFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Which front end answers makes no difference to a customer who hands the token back. */
class TwoFrontEndsTest {
  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static String fe1;
  private static String fe2;

  private Customer customer;
  private OrderRequest basket;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
    fe1 = cluster.frontEnd(1);
    fe2 = cluster.frontEnd(2);
    Customer operator = new Customer(folder.resolve("operator.json"));
    operator.awaitConvergence(fe1);
    operator.awaitConvergence(fe2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void arrive(TestInfo test) {
    customer = new Customer(folder.resolve(test.getDisplayName() + ".json"));
    basket = customer.basket(fe1);
  }

  /** Promise 2: your own writes are always there. */
  @Test
  void an_order_placed_through_one_front_end_is_read_through_the_other() {
    String orderId = customer.order(fe1, basket, "key-read", 2);
    assertThat(customer.statusOf(fe2, orderId)).isEqualTo("PLACED");
    assertThat(customer.through(fe2).orders(null, null).json().at("/items/0/id").asText())
        .isEqualTo(orderId);
    assertThat(customer.notices()).isEmpty();
  }

  /** Promise 3: a retry with the same key is the same update. */
  @Test
  void the_same_key_is_the_same_order_at_the_other_front_end_too() {
    String orderId = customer.order(fe1, basket, "key-again", 2);
    Answer again = customer.through(fe2).place(basket, "key-again");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.replayed()).isTrue();
    assertThat(again.json().path("id").asText()).isEqualTo(orderId);
    assertThat(customer.through(fe1).orders(null, null).json().path("items")).hasSize(1);
  }

  /** Promise 3, also when nobody waits for an answer before trying elsewhere. */
  @Test
  void ten_tries_at_once_through_both_front_ends_are_one_order() {
    String body = CheckedHttp.order(basket);
    CheckedHttp http = new CheckedHttp();
    ExecutorService customers = Executors.newFixedThreadPool(10);
    List<CompletableFuture<CheckedHttp.Checked>> tries = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String url = (i % 2 == 0 ? fe1 : fe2) + "/v1/orders";
      tries.add(
          CompletableFuture.supplyAsync(
              () -> http.post(url, body, "Idempotency-Key", "key-at-once"), customers));
    }
    List<CheckedHttp.Checked> answers = tries.stream().map(CompletableFuture::join).toList();
    customers.shutdown();
    CheckedHttp.Checked first = answers.get(0);
    assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 200);
    assertThat(answers).anyMatch(answer -> answer.status() == 201);
    for (String field : List.of("id", "totalPence", "restaurantId")) {
      assertThat(answers)
          .extracting(answer -> answer.json().path(field))
          .containsOnly(first.json().path(field));
    }
    // The key makes the guest, so all tries are one customer's.
    String seen =
        answers.stream()
            .limit(8)
            .map(answer -> answer.headers().get("Causal-Token"))
            .collect(joining(","));
    for (String frontEnd : List.of(fe1, fe2)) {
      JsonNode own =
          http.get(
                  frontEnd + "/v1/orders",
                  "Grapevine-Guest",
                  first.headers().get("Grapevine-Guest"),
                  "Causal-Token",
                  seen)
              .json();
      assertThat(own.path("items")).hasSize(1);
      assertThat(own.at("/items/0/id")).isEqualTo(first.json().path("id"));
    }
  }

  /** Promise 3: a key stands for one request only. */
  @Test
  void the_same_key_for_another_basket_is_refused_at_the_other_front_end_too() {
    customer.order(fe1, basket, "key-other", 2);
    RequestFailed refused =
        catchThrowableOfType(
            RequestFailed.class,
            () -> customer.through(fe2).place(Customer.oneMoreOf(basket), "key-other"));
    assertThat(refused.problem().status()).isEqualTo(422);
    assertThat(refused.problem().code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  /** API v1: the same command again is 200 and changes nothing. */
  @Test
  void a_cancelled_order_is_cancelled_at_the_other_front_end_and_stays_so() {
    String orderId = customer.order(fe1, basket, "key-cancel", 2);
    assertThat(customer.through(fe1).cancel(orderId, "too late", "key-cancel-1").status())
        .isEqualTo(200);
    assertThat(customer.statusOf(fe2, orderId)).isEqualTo("CANCELLED");

    Answer second = customer.through(fe2).cancel(orderId, "too late", "key-cancel-2");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("status").asText()).isEqualTo("CANCELLED");
    assertThat(second.json().path("events")).hasSize(2);
  }
}
