package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Role;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.Outcome;
import java.nio.charset.StandardCharsets;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only one may have: who is first gets it, and the others are told so. */
class ForcedApiTest {
  private static final String STOCK = "/v1/restaurants/vine/menu/items/chana/stock";
  private static final String NAME = "{\"kind\":\"ACCOUNT\",\"name\":\" Ann  Lee \"}";

  private static final String[] OPERATOR = {
    "Grapevine-Credential", RunningFrontEnd.KEY.linkCredential()
  };

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  @Test
  void a_name_is_its_first_owners_for_good() {
    HttpAnswer first = post("/v1/names", "k1", NAME);
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.text("kind")).isEqualTo("ACCOUNT");
    assertThat(first.text("name")).isEqualTo("Ann Lee");
    assertThat(first.text("owner")).isNotBlank();
    assertThat(first.header("Causal-Token")).isNotBlank();

    assertThat(post("/v1/names", "k1", NAME).status()).as("a retry").isEqualTo(201);
    HttpAnswer other = post("/v1/names", "k2", NAME.replace("Ann", "ANN"));
    assertThat(other.refusal()).isEqualTo("409 NAME_TAKEN");
    assertThat(other.header("Grapevine-Guest")).isNull();
    assertThat(post("/v1/names", "k3", NAME.replace("ACCOUNT", "RESTAURANT")).status())
        .isEqualTo(201);
  }

  @Test
  void a_name_has_a_shape_and_a_key_is_required() {
    assertThat(frontEnd.post("/v1/names", NAME).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_REQUIRED");
    assertThat(post("/v1/names", "k", NAME.replace("Ann", "<b>")).refusal())
        .isEqualTo("422 NAME_INVALID");
    assertThat(post("/v1/names", "k", "{\"name\":\"Ann\"}").refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(post("/v1/names", "k", "{\"kind\":\"CAR\",\"name\":\"Ann\"}").refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(post("/v1/names", "k", NAME).status()).isEqualTo(201);
    assertThat(post("/v1/names", "k", NAME.replace("Lee", "Low")).refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void one_courier_has_a_delivery_and_strangers_are_not_told_who() {
    String order = post("/v1/orders", "k1", Basket.order()).header("Location");
    HttpAnswer claimed = asCourier("bob", order + "/claim", "k1");
    assertThat(claimed.status()).isEqualTo(200);
    assertThat(claimed.text("status")).isEqualTo("PLACED");
    assertThat(claimed.text("courier")).isEqualTo("bob");

    HttpAnswer lost = asCourier("eve", order + "/claim", "k1");
    assertThat(lost.refusal()).isEqualTo("409 CLAIM_LOST");
    assertThat(lost.json().toString()).doesNotContain("bob");
    assertThat(asCourier("mallory", order + "/release", "k").refusal()).isEqualTo("409 CLAIM_LOST");

    assertThat(asCourier("bob", order + "/claim", "k2").status()).isEqualTo(200);
    HttpAnswer released = asCourier("bob", order + "/release", "k3");
    assertThat(released.json().path("courier").isNull()).isTrue();
    assertThat(asCourier("eve", order + "/claim", "k2").status()).isEqualTo(200);
  }

  @Test
  void only_couriers_claim_and_release() {
    String order = post("/v1/orders", "k1", Basket.order()).header("Location");
    for (String command : new String[] {"/claim", "/release"}) {
      HttpAnswer guest = post(order + command, "k2", "{}");
      assertThat(guest.refusal()).isEqualTo("401 LOGIN_REQUIRED");
      assertThat(guest.text("detail")).contains("log in with a courier's account");
      String owner = frontEnd.bearer("owner", Role.RESTAURANT);
      assertThat(post(order + command, "k2", "{}", "Authorization", owner).refusal())
          .isEqualTo("403 NOT_ALLOWED");
    }
  }

  @Test
  void only_a_delivery_that_is_not_over_can_be_claimed() {
    HttpAnswer placed = post("/v1/orders", "k1", Basket.order());
    String order = placed.header("Location");
    assertThat(asCourier("bob", order + "/claim", "k").status()).isEqualTo(200);
    frontEnd.cluster().move(placed.text("id"), OrderStatus.COMPLETED);
    assertThat(asCourier("eve", order + "/claim", "k").refusal()).isEqualTo("409 ILLEGAL_MOVE");
    assertThat(asCourier("bob", order + "/claim", "k").status()).as("a retry").isEqualTo(200);
    assertThat(asCourier("bob", "/v1/orders/o-" + "a".repeat(26) + "/claim", "k2").refusal())
        .isEqualTo("404 ORDER_UNKNOWN");
    assertThat(post(order + "/claim", "k", "{\"x\":1}").refusal()).isEqualTo("400 UNKNOWN_FIELD");
  }

  @Test
  void the_last_portions_are_sold_once() {
    post("/v1/orders", "early", Basket.order()); // its price must not be remembered
    HttpAnswer set = setStock(STOCK, "{\"portions\":3}");
    assertThat(set.status()).isEqualTo(200);
    assertThat(set.json().path("portions").asInt()).isEqualTo(3);

    HttpAnswer won = post("/v1/orders", "k1", Basket.order());
    assertThat(won.status()).isEqualTo(201);
    assertThat(won.header("Location")).isEqualTo("/v1/orders/" + won.text("id"));
    assertThat(won.json().path("durability").asInt()).isEqualTo(2);
    HttpAnswer lost = post("/v1/orders", "k2", Basket.order());
    assertThat(lost.refusal()).isEqualTo("409 SOLD_OUT");
    assertThat(lost.text("detail")).contains("Only 1 left");
    assertThat(lost.text("itemId")).isEqualTo("chana");
    assertThat(lost.json().path("portionsLeft").asInt()).isEqualTo(1);
    assertThat(frontEnd.cluster().orderCount()).isEqualTo(2);

    assertThat(post("/v1/orders", "k1", Basket.order()).status()).as("the winner").isEqualTo(200);
    setStock(STOCK, "{\"portions\":null}");
    assertThat(post("/v1/orders", "k2", Basket.order()).refusal())
        .as("the loser again, whatever is there by now")
        .isEqualTo("409 SOLD_OUT");
    assertThat(post("/v1/orders", "k3", Basket.order()).status()).isEqualTo(201);
    assertThat(post("/v1/orders", "early", Basket.order()).status()).isEqualTo(200);
  }

  @Test
  void stock_is_set_with_or_without_a_key_and_only_of_what_is_on_the_menu() {
    assertThat(setStock(STOCK, "{\"portions\":1}", "Idempotency-Key", "k").status()).isEqualTo(200);
    assertThat(post("/v1/orders", "o", Basket.orderOf("chana", "1", "\"note\":null")).status())
        .isEqualTo(201);
    assertThat(setStock(STOCK, "{\"portions\":1}", "Idempotency-Key", "k").status())
        .as("a retry does not bring back what was sold")
        .isEqualTo(200);
    assertThat(post("/v1/orders", "o2", Basket.orderOf("chana", "1", "\"note\":null")).refusal())
        .isEqualTo("409 SOLD_OUT");
    assertThat(setStock(STOCK, "{\"portions\":-1}").refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(setStock(STOCK, "{}").refusal()).isEqualTo("400 FIELD_INVALID");
    assertThat(setStock(STOCK.replace("chana", "none"), "{\"portions\":1}").refusal())
        .isEqualTo("404 ITEM_UNKNOWN");
    assertThat(setStock(STOCK.replace("vine", "none"), "{\"portions\":1}").refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
    assertThat(post(STOCK, "k9", "{}").refusal()).isEqualTo("405 METHOD_NOT_ALLOWED");
  }

  @Test
  void a_voucher_is_issued_once_and_never_under_a_built_in_code() {
    String voucher = "{\"code\":\" lucky-7 \",\"discountPence\":300,\"limit\":10}";
    HttpAnswer issued = issue("k1", voucher);
    assertThat(issued.status()).isEqualTo(201);
    assertThat(issued.json().toString())
        .isEqualTo("{\"code\":\"LUCKY-7\",\"discountPence\":300,\"limit\":10}");
    assertThat(issue("k2", voucher).status()).as("the same again").isEqualTo(201);
    assertThat(issue("k3", voucher.replace("10", "11")).refusal()).isEqualTo("409 VOUCHER_TAKEN");
    assertThat(issue("k4", voucher.replace("lucky-7", "built-in")).refusal())
        .isEqualTo("409 VOUCHER_TAKEN");
    assertThat(issue("k5", voucher.replace("300", "0")).refusal()).isEqualTo("400 FIELD_INVALID");
  }

  @Test
  void only_operators_issue_vouchers() {
    String voucher = "{\"code\":\"LUCKY-7\",\"discountPence\":300,\"limit\":10}";
    assertThat(post("/v1/vouchers", "k", voucher).refusal()).isEqualTo("401 LOGIN_REQUIRED");
    for (Role role : new Role[] {Role.CUSTOMER, Role.RESTAURANT, Role.COURIER}) {
      String session = frontEnd.bearer("a-" + role, role);
      assertThat(post("/v1/vouchers", "k", voucher, "Authorization", session).refusal())
          .isEqualTo("403 NOT_ALLOWED");
    }
    String operator = frontEnd.bearer("op", Role.OPERATOR);
    assertThat(post("/v1/vouchers", "k", voucher, "Authorization", operator).status())
        .isEqualTo(201);
    assertThat(post("/v1/vouchers", "k", voucher, "Grapevine-Credential", "wrong").refusal())
        .isEqualTo("401 CREDENTIAL_REQUIRED");
  }

  @Test
  void without_a_majority_nothing_is_decided_and_the_rest_goes_on() {
    frontEnd.cluster().refuseWith(Outcome.NO_MAJORITY);
    HttpAnswer refused = post("/v1/names", "k", NAME);
    assertThat(refused.refusal()).isEqualTo("503 NO_MAJORITY");
    assertThat(refused.header("Retry-After")).isNotBlank();
    assertThat(refused.text("detail")).contains("Ordinary orders");
    assertThat(refused.json().path("retryable").asBoolean()).isTrue();
  }

  @Test
  void what_may_still_be_decided_is_of_unknown_outcome() {
    frontEnd.cluster().refuseWith(Outcome.OPEN);
    assertThat(post("/v1/names", "k", NAME).refusal()).isEqualTo("504 OUTCOME_UNKNOWN");
  }

  private HttpAnswer setStock(String path, String json, String... headers) {
    RequestBody body =
        RequestBody.create(json.getBytes(StandardCharsets.UTF_8), RunningFrontEnd.JSON);
    return frontEnd.send(
        frontEnd.request(path, headers).header(OPERATOR[0], OPERATOR[1]).put(body).build());
  }

  private HttpAnswer issue(String key, String json) {
    return post("/v1/vouchers", key, json, OPERATOR);
  }

  private HttpAnswer asCourier(String account, String path, String key) {
    return post(path, key, "{}", "Authorization", frontEnd.bearer(account, Role.COURIER));
  }

  private HttpAnswer post(String path, String key, String json, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Idempotency-Key";
    all[1] = key;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return frontEnd.post(path, json, all);
  }
}
