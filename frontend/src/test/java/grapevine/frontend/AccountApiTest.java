package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.ordering.Role;
import grapevine.common.security.Session;
import grapevine.common.security.SessionSigner;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signing up, logging in and out, and what operators do. */
class AccountApiTest {
  private static final String ACCOUNTS = "/v1/accounts";
  private static final String SESSIONS = "/v1/sessions";
  private static final String PASSWORD = "correct horse";
  private static final String[] OPERATOR = {
    "Grapevine-Credential", RunningFrontEnd.KEY.linkCredential()
  };

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();
  private final SessionSigner signer = new SessionSigner(RunningFrontEnd.KEY);

  @Test
  void who_signs_up_has_the_name_and_the_orders_made_before() {
    HttpAnswer placed = post("/v1/orders", "order", Basket.order());
    String guest = placed.header("Grapevine-Guest");
    HttpAnswer created = create("k1", " Ann  Lee ", null, "Grapevine-Guest", guest);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("id")).matches("a-[0-9a-f]{32}");
    assertThat(created.text("name")).isEqualTo("Ann Lee");
    assertThat(created.text("role")).isEqualTo("CUSTOMER");
    assertThat(guest).startsWith(created.text("customerId") + ".");
    assertThat(created.json().toString()).doesNotContain("argon2");

    assertThat(create("k1", " Ann  Lee ", null, "Grapevine-Guest", guest).text("id"))
        .as("a retry")
        .isEqualTo(created.text("id"));
    assertThat(create("k2", "ANN LEE", null).refusal()).isEqualTo("409 NAME_TAKEN");
    HttpAnswer second = create("k3", "Bob", null, "Grapevine-Guest", guest);
    assertThat(second.text("customerId")).isEqualTo(second.text("id"));

    // From another device, which is another guest.
    String[] ann = bearer(logIn("ann lee"));
    assertThat(frontEnd.get(placed.header("Location"), ann).status()).isEqualTo(200);
    assertThat(frontEnd.get("/v1/orders", ann).json().path("items")).hasSize(1);
    assertThat(frontEnd.get(placed.header("Location"), bearer(logIn("Bob"))).refusal())
        .isEqualTo("404 ORDER_UNKNOWN");
  }

  @Test
  void a_request_has_a_name_a_password_and_a_role_that_one_may_choose() {
    assertThat(create("k", "<b>", null).refusal()).isEqualTo("422 NAME_INVALID");
    assertThat(post(ACCOUNTS, "k", "{\"name\":\"Ann\",\"password\":\"short\"}").refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(post(ACCOUNTS, "k", "{\"name\":\"Ann\"}").refusal()).isEqualTo("400 FIELD_INVALID");
    String tooLong = "{\"name\":\"Ann\",\"password\":\"" + "x".repeat(201) + "\"}";
    assertThat(post(ACCOUNTS, "k", tooLong).refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(create("k", "Ann", "OPERATOR").refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(create("k", "Ann", "RESTAURANT").refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(create("k", "Ann", "OPERATOR", "Grapevine-Credential", "wrong").refusal())
        .isEqualTo("401 CREDENTIAL_REQUIRED");
    assertThat(create("k", "Ann", "COURIER").text("role")).isEqualTo("COURIER");
    assertThat(create("k", "Ann", "CUSTOMER").refusal()).isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void an_operator_makes_accounts_of_every_role_and_claims_no_guest_for_them() {
    HttpAnswer boss = create("k1", "Boss", "OPERATOR", OPERATOR);
    assertThat(boss.text("customerId")).isEqualTo(boss.text("id"));
    HttpAnswer vine = create("k2", "Vine", "RESTAURANT", bearer(logIn("Boss")));
    assertThat(vine.status()).isEqualTo(201);
    assertThat(vine.text("customerId")).isEqualTo(vine.text("id"));
  }

  /** "Nothing has happened" would be wrong: the name is taken. */
  @Test
  void an_account_that_is_made_but_cannot_be_shown_is_of_unknown_outcome() {
    frontEnd.cluster().refuseQueries();
    assertThat(create("k1", "Ann", null).refusal()).isEqualTo("504 OUTCOME_UNKNOWN");
  }

  @Test
  void a_session_says_who_one_is_until_one_logs_out() {
    String id = create("k1", "Ann", null).text("id");
    HttpAnswer loggedIn = logIn("ann");
    assertThat(loggedIn.status()).isEqualTo(201);
    assertThat(loggedIn.text("expiresAt")).endsWith("Z");
    assertThat(loggedIn.json().at("/account/id").asText()).isEqualTo(id);
    HttpAnswer me = frontEnd.get(SESSIONS, bearer(loggedIn));
    assertThat(me.json().at("/account/name").asText()).isEqualTo("Ann");
    assertThat(frontEnd.get(SESSIONS).json().path("account").isNull()).isTrue();

    assertThat(delete(SESSIONS, bearer(loggedIn)).status()).isEqualTo(200);
    HttpAnswer refused = frontEnd.get(SESSIONS, bearer(loggedIn));
    assertThat(refused.refusal()).isEqualTo("401 SESSION_INVALID");
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(delete(SESSIONS, bearer(loggedIn)).refusal()).isEqualTo("401 SESSION_INVALID");
    assertThat(delete(SESSIONS).refusal()).isEqualTo("401 SESSION_INVALID");
    assertThat(frontEnd.post(SESSIONS, login("Ann", PASSWORD), bearer(loggedIn)).status())
        .as("whatever session is shown")
        .isEqualTo(201);
  }

  @Test
  void wrong_names_and_wrong_passwords_are_one_answer() {
    create("k1", "Ann", null);
    List<HttpAnswer> refused =
        List.of(
            frontEnd.post(SESSIONS, login("Ann", "wrong horse")),
            frontEnd.post(SESSIONS, login("Nobody", PASSWORD)),
            frontEnd.post(SESSIONS, login("a/b", PASSWORD)),
            frontEnd.post(SESSIONS, login("Ann", "")));
    for (HttpAnswer answer : refused) {
      assertThat(answer.refusal()).isEqualTo("401 CREDENTIALS_WRONG");
      assertThat(answer.json()).isEqualTo(refused.get(0).json());
    }
  }

  @Test
  void after_ten_failures_a_name_has_to_wait() {
    create("k1", "Ann", null);
    create("k2", "Bob", null);
    fail("Ann", 9);
    assertThat(logIn("Ann").status()).isEqualTo(201);
    fail("ANN", 10);
    HttpAnswer refused = logIn("Ann");
    assertThat(refused.refusal()).isEqualTo("429 TOO_MANY_ATTEMPTS");
    assertThat(refused.headers().values("Retry-After")).hasSize(1);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(890, 900);
    assertThat(logIn("Bob").status()).isEqualTo(201);
    frontEnd.clock().addAndGet(TimeUnit.MINUTES.toMillis(15));
    assertThat(logIn("Ann").status()).isEqualTo(201);
  }

  @Test
  void what_could_not_be_tried_is_no_failure() {
    create("k1", "Ann", null);
    frontEnd.cluster().refuseWith(Outcome.NOT_COVERED);
    for (int i = 0; i < 12; i++) {
      assertThat(logIn("Ann").status()).isEqualTo(503);
    }
    frontEnd.cluster().refuseWith(Outcome.DONE);
    assertThat(logIn("Ann").status()).isEqualTo(201);
  }

  @Test
  void that_somebody_has_logged_out_elsewhere_is_seen_here_after_some_seconds() {
    create("k1", "Ann", null);
    HttpAnswer loggedIn = logIn("Ann");
    assertThat(frontEnd.get(SESSIONS, bearer(loggedIn)).status()).isEqualTo(200);
    frontEnd.cluster().endSession(session(loggedIn));
    assertThat(frontEnd.get(SESSIONS, bearer(loggedIn)).status()).isEqualTo(200);
    frontEnd.clock().addAndGet(5_000);
    assertThat(frontEnd.get(SESSIONS, bearer(loggedIn)).refusal()).isEqualTo("401 SESSION_INVALID");
  }

  @Test
  void a_deleted_account_can_do_nothing_and_its_name_stays_taken() {
    create("k1", "Ann", null);
    create("k2", "Bob", null);
    String[] ann = bearer(logIn("Ann"));
    assertThat(delete(ACCOUNTS + "/ann", bearer(logIn("Bob"))).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    assertThat(delete(ACCOUNTS + "/nobody", OPERATOR).refusal()).isEqualTo("404 ACCOUNT_UNKNOWN");
    HttpAnswer deleted = delete(ACCOUNTS + "/ann", ann);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json().path("deleted").asBoolean()).isTrue();
    assertThat(frontEnd.get(SESSIONS, ann).refusal()).isEqualTo("401 SESSION_INVALID");
    assertThat(logIn("Ann").refusal()).isEqualTo("401 CREDENTIALS_WRONG");
    assertThat(create("k3", "Ann", null).refusal()).isEqualTo("409 NAME_TAKEN");
    assertThat(delete(ACCOUNTS + "/ann", OPERATOR).status()).as("again").isEqualTo(200);
    assertThat(delete(ACCOUNTS + "/bob", OPERATOR).status()).isEqualTo(200);
  }

  @Test
  void only_operators_list_accounts() {
    create("k1", "Ann", null);
    create("k2", "Bob", null);
    create("k3", "Boss", "OPERATOR", OPERATOR);
    assertThat(frontEnd.get(ACCOUNTS, bearer(logIn("Ann"))).refusal()).isEqualTo("403 NOT_ALLOWED");
    HttpAnswer page = frontEnd.get(ACCOUNTS + "?name=b*", bearer(logIn("Boss")));
    List<String> names = new ArrayList<>();
    for (JsonNode account : page.json().path("items")) {
      names.add(account.path("name").asText());
      assertThat(account.path("createdAt").asText()).endsWith("Z");
    }
    assertThat(names).containsExactlyInAnyOrder("Bob", "Boss");
    assertThat(page.json().toString()).doesNotContain("argon2");
    assertThat(frontEnd.get(ACCOUNTS + "?nme=b*", OPERATOR).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  @Test
  void an_operator_says_whose_a_restaurant_is() {
    String owner = "/v1/restaurants/vine/owner";
    create("k1", "Ann", null);
    create("k2", "Vine", "RESTAURANT", OPERATOR);
    assertThat(put(owner, "{\"account\":\"vine\"}").refusal()).isEqualTo("401 LOGIN_REQUIRED");
    assertThat(put(owner, "{\"account\":\"vine\"}", bearer(logIn("Ann"))).refusal())
        .isEqualTo("403 NOT_ALLOWED");
    HttpAnswer given = put(owner, "{\"account\":\"vine\"}", OPERATOR);
    assertThat(given.json().at("/owner/name").asText()).isEqualTo("Vine");
    HttpAnswer me = frontEnd.get(SESSIONS, bearer(logIn("Vine")));
    assertThat(me.json().path("restaurants").toString()).isEqualTo("[\"vine\"]");
    assertThat(put(owner, "{\"account\":\"ann\"}", OPERATOR).refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(put(owner, "{\"account\":\"x y\"}", OPERATOR).refusal())
        .isEqualTo("404 ACCOUNT_UNKNOWN");
    assertThat(put(owner, "{}", OPERATOR).refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(put(owner.replace("vine", "none"), "{\"account\":\"vine\"}", OPERATOR).refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
    assertThat(put(owner, "{\"account\":null}", OPERATOR).json().path("owner").isNull()).isTrue();
  }

  @Test
  void a_retry_is_the_same_order_also_when_one_has_logged_in_meanwhile() {
    create("k1", "Ann", null);
    HttpAnswer placed = post("/v1/orders", "order", Basket.order());
    String guest = placed.header("Grapevine-Guest");
    String[] ann = bearer(logIn("Ann"));
    HttpAnswer first = post("/v1/orders", "own", Basket.order(), with(ann, guest));
    assertThat(first.status()).isEqualTo(201);
    HttpAnswer again = post("/v1/orders", "own", Basket.order(), with(ann, guest));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
  }

  @Test
  void a_session_whose_account_is_unknown_is_refused_even_if_it_is_signed() {
    Session forged = new Session("s-1", "a-1", "Ann", Role.OPERATOR, "a-1", 0, Long.MAX_VALUE);
    assertThat(frontEnd.get(SESSIONS, "Authorization", "Bearer " + signer.sign(forged)).refusal())
        .isEqualTo("401 SESSION_INVALID");
  }

  private void fail(String name, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(frontEnd.post(SESSIONS, login(name, "wrong horse")).status()).isEqualTo(401);
    }
  }

  private HttpAnswer create(String key, String name, String role, String... headers) {
    String rest = role == null ? "}" : ",\"role\":\"" + role + "\"}";
    String body = login(name, PASSWORD);
    return post(ACCOUNTS, key, body.substring(0, body.length() - 1) + rest, headers);
  }

  private HttpAnswer logIn(String name) {
    return frontEnd.post(SESSIONS, login(name, PASSWORD));
  }

  private static String login(String name, String password) {
    return "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
  }

  private static String[] bearer(HttpAnswer loggedIn) {
    return new String[] {"Authorization", "Bearer " + loggedIn.text("session")};
  }

  private static String[] with(String[] bearer, String guest) {
    return new String[] {bearer[0], bearer[1], "Grapevine-Guest", guest};
  }

  private Session session(HttpAnswer loggedIn) {
    return ((SessionSigner.Verdict.Valid) signer.verify(loggedIn.text("session"), 0)).session();
  }

  private HttpAnswer post(String path, String key, String json, String... headers) {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of("Idempotency-Key", key));
    return frontEnd.post(path, json, all.toArray(String[]::new));
  }

  private HttpAnswer put(String path, String json, String... headers) {
    return frontEnd.send(
        frontEnd
            .request(path, headers)
            .put(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), RunningFrontEnd.JSON))
            .build());
  }

  private HttpAnswer delete(String path, String... headers) {
    return frontEnd.send(frontEnd.request(path, headers).delete().build());
  }
}
