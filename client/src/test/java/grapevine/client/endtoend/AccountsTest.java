package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import grapevine.client.api.AccountCalls;
import grapevine.client.api.Answer;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.RequestFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts through two front ends and three replica managers. */
class AccountsTest {
  private static final String PASSWORD = "correct horse";

  /** Five seconds, and time for the machine. */
  private static final Duration ENDED_MAX = Duration.ofSeconds(20);

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
  void who_signs_up_finds_the_guests_orders_on_another_device() {
    Customer guest = new Customer(folder.resolve("guest.json"));
    OrderRequest basket = guest.basket(fe1);
    String orderId = guest.order(fe1, basket, "key-1", 2);
    Answer created = guest.through(fe1).accounts().create("Ann", PASSWORD, null, "key-2", null);
    assertThat(created.status()).isEqualTo(201);

    Customer phone = new Customer(folder.resolve("phone.json"));
    phone.through(fe2).accounts().logIn("ann", PASSWORD);
    assertThat(phone.statusOf(fe2, orderId)).isEqualTo("PLACED");
    assertThat(phone.through(fe1).orders(null, null).json().at("/items/0/id").asText())
        .isEqualTo(orderId);
  }

  @Test
  void logging_out_at_one_front_end_ends_the_session_at_the_other() throws Exception {
    Path file = folder.resolve("bob.json");
    Customer bob = new Customer(file);
    AccountCalls calls = bob.through(fe1).accounts();
    calls.create("Bob", PASSWORD, "COURIER", "key-3", null);
    calls.logIn("Bob", PASSWORD);
    Path copy = Files.copy(file, folder.resolve("stolen.json"));
    Customer thief = new Customer(copy);
    assertThat(thief.through(fe2).accounts().whoAmI().json().at("/account/role").asText())
        .isEqualTo("COURIER");

    calls.logOut();
    assertThat(calls.whoAmI().json().path("account").isNull()).isTrue();
    await()
        .atMost(ENDED_MAX)
        .until(
            () -> {
              RequestFailed failure =
                  catchThrowableOfType(
                      RequestFailed.class, () -> thief.through(fe2).accounts().whoAmI());
              return failure != null && failure.problem().code().equals("SESSION_INVALID");
            });
  }

  @Test
  void one_name_is_one_account_whichever_front_end_is_asked() {
    Customer first = new Customer(folder.resolve("first.json"));
    Customer second = new Customer(folder.resolve("second.json"));
    first.through(fe1).accounts().create("Eve", PASSWORD, null, "key-4", null);
    RequestFailed taken =
        catchThrowableOfType(
            RequestFailed.class,
            () -> second.through(fe2).accounts().create("EVE", PASSWORD, null, "key-5", null));
    assertThat(taken.problem().code()).isEqualTo("NAME_TAKEN");

    first.through(fe1).accounts().logIn("Eve", PASSWORD);
    first.through(fe1).accounts().delete("Eve", "key-6", null);
    RequestFailed gone =
        catchThrowableOfType(
            RequestFailed.class, () -> first.through(fe1).accounts().logIn("Eve", PASSWORD));
    assertThat(gone.problem().code()).isEqualTo("CREDENTIALS_WRONG");
  }
}
