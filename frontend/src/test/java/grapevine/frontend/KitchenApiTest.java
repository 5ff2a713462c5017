package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Role;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeCluster;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import java.nio.charset.StandardCharsets;
import okhttp3.RequestBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restaurants are run by their owners, and come back to by their customers. */
class KitchenApiTest {
  private static final String ITEMS = "/v1/restaurants/" + FakeCluster.RESTAURANT + "/menu/items";
  private static final String ITEM = ITEMS + "/" + FakeCluster.ITEM;
  private static final String FAVOURITE = "/v1/favourites/" + FakeCluster.RESTAURANT;

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private String[] owner;

  @BeforeEach
  void give() {
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "a-olga");
    owner = new String[] {"Authorization", frontEnd.bearer("a-olga", Role.RESTAURANT)};
  }

  @Test
  void what_an_edit_leaves_out_stays_as_it_is() {
    HttpAnswer edited = put(ITEM, "{\"pricePence\":990,\"allergens\":[\"nuts\",\"milk\"]}");
    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.text("name")).isEqualTo("Chana masala");
    assertThat(edited.json().path("pricePence").asInt()).isEqualTo(990);
    assertThat(edited.json().path("allergens").toString()).isEqualTo("[\"milk\",\"nuts\"]");
    assertThat(put(ITEM, "{\"onMenu\":false}").json().path("pricePence").asInt()).isEqualTo(990);
    assertThat(frontEnd.get(menu()).json().path("categories")).isEmpty();
    HttpAnswer seen = frontEnd.get(ITEM, owner);
    assertThat(seen.json().path("onMenu").asBoolean(true)).isFalse();
  }

  @Test
  void a_dish_is_switched_off_and_on_again() {
    HttpAnswer off = put(ITEM + "/availability", "{\"inStock\":false}");
    assertThat(off.json().path("inStock").asBoolean(true)).isFalse();
    assertThat(frontEnd.get(menu()).json().at("/categories/0/items/0/inStock").asBoolean(true))
        .isFalse();
    assertThat(put(ITEM + "/availability", "{\"inStock\":true}").status()).isEqualTo(200);
  }

  @Test
  void a_new_dish_is_made_once_for_each_key() {
    String halwa = "{\"category\":\"Puddings\",\"name\":\"Halwa\",\"pricePence\":390}";
    HttpAnswer added = post(ITEMS, "k1", halwa);
    assertThat(added.status()).isEqualTo(201);
    assertThat(frontEnd.get(added.header("Location"), owner).json()).isEqualTo(added.json());
    assertThat(post(ITEMS, "k1", halwa).json()).isEqualTo(added.json());
    assertThat(post(ITEMS, "k1", halwa.replace("390", "391")).refusal())
        .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    assertThat(frontEnd.post(ITEMS, halwa, owner).refusal())
        .isEqualTo("400 IDEMPOTENCY_KEY_REQUIRED");
    HttpAnswer all = frontEnd.get(ITEMS, owner);
    assertThat(all.json().path("items")).hasSize(2);
    assertThat(all.json().path("added").asInt()).isEqualTo(1);
  }

  @Test
  void a_full_menu_takes_no_more_but_a_retry() {
    String dish = "{\"category\":\"C\",\"name\":\"N\",\"pricePence\":1}";
    for (int n = 0; n < 300; n++) {
      assertThat(post(ITEMS, "k" + n, dish).status()).isEqualTo(201);
    }
    assertThat(post(ITEMS, "one more", dish).refusal()).isEqualTo("400 IDEMPOTENCY_KEY_INVALID");
    assertThat(post(ITEMS, "one-more", dish).refusal()).isEqualTo("409 MENU_FULL");
    assertThat(post(ITEMS, "k7", dish).status()).isEqualTo(201);
  }

  @Test
  void hours_pause_and_terms_are_set_and_shown() {
    String path = "/v1/restaurants/" + FakeCluster.RESTAURANT;
    HttpAnswer hours = put(path + "/hours", "{\"hours\":{\"fri-sat\":[[\"18:00\",\"02:30\"]]}}");
    assertThat(hours.json().at("/hours/sat").toString()).isEqualTo("[[\"18:00\",\"02:30\"]]");
    assertThat(hours.json().at("/hours/sun")).isEmpty();
    assertThat(frontEnd.get(path + "/hours", owner).json()).isEqualTo(hours.json());
    HttpAnswer pause = put(path + "/pause", "{\"until\":\"2027-01-20T00:00:00Z\"}");
    assertThat(pause.text("until")).isEqualTo("2027-01-20T00:00:00.000Z");
    assertThat(frontEnd.get(path + "/pause", owner).json()).isEqualTo(pause.json());
    assertThat(put(path + "/pause", "{\"until\":null}").json().path("until").isNull()).isTrue();
    HttpAnswer terms =
        put(
            path + "/terms",
            "{\"minimumOrderPence\":1500,\"bands\":[{\"minimumAmountPence\":0,\"feePence\":299}]}");
    assertThat(terms.json().at("/bands/0/feePence").asInt()).isEqualTo(299);
    assertThat(frontEnd.get(path + "/terms", owner).json()).isEqualTo(terms.json());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/menu/items/chana | {'pricePence':-1} | /pricePence",
        "/menu/items/chana | {'pricePence':100001} | /pricePence",
        "/menu/items/chana | {'name':' '} | /name",
        "/menu/items/chana | {'allergens':['milk','penuts']} | /allergens/1",
        "/menu/items/chana | {'diet':[null]} | /diet/0",
        "/hours | {} | /hours",
        "/hours | {'hours':{'someday':[]}} | /hours",
        "/hours | {'hours':{'sun-mon':[]}} | /hours",
        "/hours | {'hours':{'mon':[['9:00','17:00']]}} | /hours/mon/0",
        "/hours | {'hours':{'mon':[['09:00','17:00'],null]}} | /hours/mon/1",
        "/hours | {'hours':{'mon':[['09:00','17:00'],['16:59','20:00']]}} | /hours",
        "/hours | {'hours':{'sun':[['20:00','04:00']],'mon':[['03:00','05:00']]}} | /hours",
        "/pause | {'until':'tomorrow'} | /until",
        "/pause | {'until':'2020-01-01T00:00:00Z'} | /until",
        "/pause | {'until':'2030-01-01T00:00:00Z'} | /until",
        "/terms | {'minimumOrderPence':1,'bands':[]} | /bands",
        "/terms | {'bands':[{'minimumAmountPence':0,'feePence':1}]} | /minimumOrderPence",
        "/terms | {'minimumOrderPence':1,'bands':[null]} | /bands/0"
      })
  void what_makes_no_sense_is_refused_with_its_place(String path, String body, String pointer) {
    HttpAnswer refused =
        put("/v1/restaurants/" + FakeCluster.RESTAURANT + path, body.replace('\'', '"'));
    assertThat(refused.refusal()).isEqualTo("422 EDIT_INVALID");
    assertThat(refused.text("pointer")).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({"a-eve, RESTAURANT", "a-olga, CUSTOMER", "a-carl, COURIER", ","})
  void who_does_not_run_it_neither_edits_nor_looks(String account, Role role) {
    String[] headers =
        account == null
            ? new String[0]
            : new String[] {"Authorization", frontEnd.bearer(account, role)};
    String refusal = account == null ? "401 LOGIN_REQUIRED" : "403 NOT_ALLOWED";
    assertThat(put(ITEM, "{\"pricePence\":1}", headers).refusal()).isEqualTo(refusal);
    assertThat(frontEnd.get(ITEMS, headers).refusal()).isEqualTo(refusal);
    String pause = "/v1/restaurants/" + FakeCluster.RESTAURANT + "/pause";
    assertThat(put(pause, "{\"until\":null}", headers).refusal()).isEqualTo(refusal);
    assertThat(put(ITEM + "/stock", "{\"portions\":1}", headers).refusal()).isEqualTo(refusal);
  }

  @Test
  void operators_run_every_restaurant_and_nobody_one_that_is_not_there() {
    String[] operator = {"Authorization", frontEnd.bearer("a-op", Role.OPERATOR)};
    assertThat(put(ITEM, "{\"pricePence\":1}", operator).status()).isEqualTo(200);
    assertThat(put(ITEM + "/stock", "{\"portions\":1}", operator).status()).isEqualTo(200);
    assertThat(put(ITEM + "/stock", "{\"portions\":1}", owner).status()).isEqualTo(200);
    assertThat(put("/v1/restaurants/nowhere/pause", "{\"until\":null}", operator).refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
    assertThat(put(ITEMS + "/nothing", "{\"pricePence\":1}", operator).refusal())
        .isEqualTo("404 ITEM_UNKNOWN");
  }

  @Test
  void an_order_at_the_price_before_the_edit_is_refused_and_one_that_was_placed_keeps_it() {
    HttpAnswer placed = post("/v1/orders", "o1", Basket.order("\"expectedTotalPence\":1950"));
    assertThat(placed.status()).isEqualTo(201);
    HttpAnswer edited = put(ITEM, "{\"pricePence\":900}");
    String seen = edited.header("Causal-Token");
    HttpAnswer refused =
        frontEnd.post(
            "/v1/orders",
            Basket.order("\"expectedTotalPence\":1950"),
            "Idempotency-Key",
            "o2",
            "Causal-Token",
            seen);
    assertThat(refused.refusal()).isEqualTo("409 PRICE_CHANGED");
    assertThat(refused.json().at("/quote/totalPence").asInt()).isEqualTo(2050);
    assertThat(frontEnd.get(placed.header("Location"), owner).json().path("totalPence").asInt())
        .isEqualTo(1950);
  }

  @Test
  void a_favourite_is_kept_until_it_is_taken_away() {
    HttpAnswer put = put(FAVOURITE, "", new String[0]);
    assertThat(put.json().path("favourite").asBoolean()).isTrue();
    String[] guest = {"Grapevine-Guest", put.header("Grapevine-Guest")};
    assertThat(frontEnd.get("/v1/favourites", guest).json().at("/items/0/id").asText())
        .isEqualTo(FakeCluster.RESTAURANT);
    assertThat(put(FAVOURITE, "", guest).status()).isEqualTo(200);
    assertThat(frontEnd.get("/v1/favourites").json().path("items")).isEmpty();
    HttpAnswer deleted = frontEnd.send(frontEnd.request(FAVOURITE, guest).delete().build());
    assertThat(deleted.json().path("favourite").asBoolean(true)).isFalse();
    assertThat(frontEnd.get("/v1/favourites", guest).json().path("items")).isEmpty();
    assertThat(put("/v1/favourites/nowhere", "", guest).refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
  }

  @Test
  void an_order_gives_the_body_of_a_quote_to_who_placed_it() {
    HttpAnswer placed = post("/v1/orders", "o1", Basket.order());
    HttpAnswer basket = frontEnd.get(placed.header("Location") + "/basket", owner);
    assertThat(basket.json().at("/missing/0/choice").asText()).isEqualTo("Extra hot");
    HttpAnswer quote = frontEnd.post("/v1/quotes", basket.json().path("request").toString());
    assertThat(quote.json().path("orderable").asBoolean()).isTrue();
    assertThat(frontEnd.get(placed.header("Location") + "/basket").refusal())
        .isEqualTo("404 ORDER_UNKNOWN");
  }

  private static String menu() {
    return "/v1/restaurants/" + FakeCluster.RESTAURANT + "/menu";
  }

  private HttpAnswer put(String path, String json) {
    return put(path, json, owner);
  }

  private HttpAnswer put(String path, String json, String[] headers) {
    RequestBody body =
        RequestBody.create(json.getBytes(StandardCharsets.UTF_8), RunningFrontEnd.JSON);
    return frontEnd.send(frontEnd.request(path, headers).put(body).build());
  }

  private HttpAnswer post(String path, String key, String json) {
    return frontEnd.post(path, json, "Idempotency-Key", key, owner[0], owner[1]);
  }
}
