package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing up, logging in and out, and what operators do. */
class AccountCommandsTest {
  private static final String KEY = "a key for tests, long enough";
  private static final String ACCOUNT =
      "{\"id\":\"a-1\",\"name\":\"Ann\",\"role\":\"CUSTOMER\",\"customerId\":\"g-1\"}";
  private static final String LOGGED_IN =
      "{\"session\":\"secret-text\",\"expiresAt\":\"2026-11-22T20:00:00Z\",\"account\":"
          + ACCOUNT
          + "}";

  @TempDir Path folder;
  ClientFixture client;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void a_login_is_kept_and_sent_until_one_logs_out() throws Exception {
    client.first.enqueue(json(201, LOGGED_IN).build());
    assertThat(client.run(first(), "pass word\n", "login", "Ann")).isZero();
    assertThat(client.out).contains("Ann, customer").doesNotContain("secret-text");
    RecordedRequest login = client.first.takeRequest();
    assertThat(login.getTarget()).isEqualTo("/v1/sessions");
    assertThat(login.getBody().utf8()).isEqualTo("{\"name\":\"Ann\",\"password\":\"pass word\"}");

    client.first.enqueue(
        json(200, "{\"customerId\":\"g-1\",\"account\":" + ACCOUNT + ",\"restaurants\":[\"r\"]}")
            .build());
    assertThat(client.runFirst("whoami")).isZero();
    assertThat(client.out).contains("Ann, customer", "Owns r");
    assertThat(authorization()).isEqualTo("Bearer secret-text");

    client.first.enqueue(json(200, "{\"loggedOut\":true}").build());
    assertThat(client.runFirst("logout")).isZero();
    RecordedRequest logout = client.first.takeRequest();
    assertThat(logout.getMethod()).isEqualTo("DELETE");
    assertThat(logout.getHeaders().get("Authorization")).isEqualTo("Bearer secret-text");

    client.first.enqueue(json(200, "{\"customerId\":\"g-1\",\"account\":null}").build());
    assertThat(client.runFirst("whoami")).isZero();
    assertThat(client.out).contains("A guest: g-1");
    assertThat(authorization()).isNull();
  }

  @Test
  void a_session_that_is_over_is_dropped_and_nothing_is_done_as_somebody_else() throws Exception {
    logIn();
    client.first.enqueue(problem(401, "SESSION_INVALID"));
    assertThat(client.runFirst("whoami")).isEqualTo(4);
    assertThat(client.errText).contains("no longer logged in", "grapevine login NAME");
    assertThat(authorization()).isNotNull();
    assertThat(client.first.getRequestCount()).isEqualTo(2);
    client.first.enqueue(json(200, "{\"customerId\":\"g-1\",\"account\":null}").build());
    client.runFirst("whoami");
    assertThat(authorization()).isNull();
  }

  @Test
  void who_has_failed_too_often_is_told_so_at_once() throws Exception {
    client.first.enqueue(problem(429, "TOO_MANY_ATTEMPTS"));
    assertThat(client.run(first(), "wrong\n", "login", "Ann")).isEqualTo(1);
    assertThat(client.errText).contains("quarter of an hour");
    assertThat(client.first.getRequestCount()).isEqualTo(1);
  }

  @Test
  void an_account_is_created_with_a_password_from_a_file_and_a_role() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "from a file\nnot this\n");
    Path key = Files.writeString(folder.resolve("key"), KEY);
    giveIdentity();
    client.first.enqueue(json(201, ACCOUNT).build());
    int exitCode =
        client.runFirst(
            "account",
            "create",
            "Ann",
            "--role",
            "operator",
            "--password-file",
            password.toString(),
            "--cluster-key",
            key.toString(),
            "--key",
            "k1");
    assertThat(exitCode).isZero();
    assertThat(client.out).contains("Created: Ann", "grapevine login \"Ann\"");
    client.first.takeRequest();
    RecordedRequest create = client.first.takeRequest();
    assertThat(create.getTarget()).isEqualTo("/v1/accounts");
    assertThat(create.getHeaders().get("Idempotency-Key")).isEqualTo("k1");
    assertThat(create.getHeaders().get("Grapevine-Guest")).isEqualTo("guest-1");
    assertThat(create.getHeaders().get("Grapevine-Credential"))
        .isEqualTo(ClusterKey.of(KEY).linkCredential());
    assertThat(create.getBody().utf8())
        .isEqualTo("{\"name\":\"Ann\",\"password\":\"from a file\",\"role\":\"OPERATOR\"}");
  }

  @Test
  void accounts_are_listed_deleted_and_given_restaurants() throws Exception {
    client.first.enqueue(
        json(
                200,
                "{\"items\":[{\"name\":\"Ann\",\"role\":\"COURIER\",\"createdAt\":\"2026\","
                    + "\"deleted\":true}],\"nextCursor\":\"c1\"}")
            .addHeader("Grapevine-Guest", "guest-1")
            .build());
    assertThat(client.runFirst("account", "list", "a*", "--limit", "5")).isZero();
    assertThat(client.out).contains("Ann", "courier", "deleted", "--cursor c1");
    assertThat(client.first.takeRequest().getTarget()).isEqualTo("/v1/accounts?name=a*&limit=5");

    client.first.enqueue(json(200, "{\"name\":\"Ann Lee\",\"deleted\":true}").build());
    assertThat(client.runFirst("account", "delete", "Ann Lee")).isZero();
    RecordedRequest delete = client.first.takeRequest();
    assertThat(delete.getMethod() + " " + delete.getTarget())
        .isEqualTo("DELETE /v1/accounts/Ann%20Lee");

    client.first.enqueue(json(200, "{\"restaurantId\":\"r\",\"owner\":" + ACCOUNT + "}").build());
    assertThat(client.runFirst("account", "own", "r", "Ann")).isZero();
    assertThat(client.out).contains("Owner: Ann");
    RecordedRequest own = client.first.takeRequest();
    assertThat(own.getMethod() + " " + own.getTarget()).isEqualTo("PUT /v1/restaurants/r/owner");
    assertThat(own.getBody().utf8()).isEqualTo("{\"account\":\"Ann\"}");
  }

  @Test
  void wrong_arguments_are_told_before_anything_is_sent() throws Exception {
    assertThat(client.runFirst("account")).isEqualTo(2);
    assertThat(client.runFirst("account", "create", "Ann", "--role", "king")).isEqualTo(2);
    assertThat(client.runFirst("account", "own", "r")).isEqualTo(2);
    assertThat(client.runFirst("login", "Ann", "--password-file", "none")).isEqualTo(2);
    assertThat(client.runFirst("login", "Ann")).as("no input").isEqualTo(2);
    assertThat(client.first.getRequestCount()).isZero();
  }

  private void logIn() throws Exception {
    client.first.enqueue(json(201, LOGGED_IN).build());
    client.run(first(), "pass word\n", "login", "Ann");
    client.first.takeRequest();
  }

  private void giveIdentity() {
    client.first.enqueue(
        json(200, "{\"items\":[]}").addHeader("Grapevine-Guest", "guest-1").build());
  }

  private String first() {
    return ClientFixture.url(client.first);
  }

  private String authorization() throws InterruptedException {
    return client.first.takeRequest().getHeaders().get("Authorization");
  }
}
