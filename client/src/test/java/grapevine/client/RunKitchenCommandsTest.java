package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that run a restaurant, and those of who comes back to one. */
class RunKitchenCommandsTest {
  private static final String DISH =
      "{\"id\":\"d-1\",\"category\":\"Puddings\",\"name\":\"Halwa\",\"pricePence\":390,"
          + "\"diet\":[\"vegan\"],\"allergens\":[\"nuts\"],\"onMenu\":false,\"inStock\":false}";
  private static final String REQUEST =
      "{\"restaurantId\":\"r-1\",\"service\":\"DELIVERY\",\"postcode\":\"DH1 3LE\","
          + "\"lines\":[{\"itemId\":\"i-1\",\"quantity\":2,\"choices\":[\"hot\"]}],"
          + "\"voucher\":null,\"tipPence\":0}";
  private static final String BASKET =
      "{\"orderId\":\"o-77\",\"request\":" + REQUEST + ",\"missing\":[]}";
  private static final String GONE =
      BASKET.replace("[]}", "[{\"itemId\":\"x\",\"name\":\"Naan\",\"choice\":\"Garlic\"}]}");
  private static final String QUOTE =
      "{\"lines\":[],\"subtotalPence\":1,\"totalPence\":901,\"orderable\":true,\"issues\":[]}";

  private static final String CLUSTER_KEY = "ffeeddccbbaa99887766554433221100";

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stock r-1 d-1 3",
        "voucher LUCKY-7 --discount-pence 300 --limit 10",
      })
  void who_holds_the_clusters_key_need_not_log_in(String command) throws Exception {
    Path key = Files.writeString(folder.resolve("cluster.key"), CLUSTER_KEY);
    client.first.enqueue(json(200, "{\"items\":[],\"nextCursor\":null}").build());
    client.first.enqueue(json(200, "{\"portions\":3,\"code\":\"LUCKY-7\"}").build());
    String all = command + " --key k-1 --cluster-key " + key;
    assertThat(client.runFirst(all.split(" ", -1))).isZero();
    client.first.takeRequest();
    assertThat(client.first.takeRequest().getHeaders().get("Grapevine-Credential"))
        .isEqualTo(ClusterKey.of(CLUSTER_KEY).linkCredential());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dish add r-1 Halwa --category Sweet --price-pence 390 --diet vegan --allergens nuts,milk;"
            + "POST /v1/restaurants/r-1/menu/items;{'name':'Halwa','category':'Sweet',"
            + "'pricePence':390,'diet':['vegan'],'allergens':['nuts','milk']}",
        "dish edit r-1 d-1 --price-pence 410 --off-menu;PUT /v1/restaurants/r-1/menu/items/d-1;"
            + "{'pricePence':410,'onMenu':false}",
        "dish edit r-1 d-1 --allergens none;PUT /v1/restaurants/r-1/menu/items/d-1;"
            + "{'allergens':[]}",
        "dish on r-1 d-1;PUT /v1/restaurants/r-1/menu/items/d-1/availability;{'inStock':true}",
        "dish off r-1 d-1;PUT /v1/restaurants/r-1/menu/items/d-1/availability;{'inStock':false}",
        "hours r-1 tue-thu=12:00-14:30,17:00-22:00 fri=17:00-01:30;PUT /v1/restaurants/r-1/hours;"
            + "{'hours':{'tue-thu':[['12:00','14:30'],['17:00','22:00']],"
            + "'fri':[['17:00','01:30']]}}",
        "pause r-1 --until 2026-12-27T12:00:00Z;PUT /v1/restaurants/r-1/pause;"
            + "{'until':'2026-12-27T12:00:00Z'}",
        "resume r-1;PUT /v1/restaurants/r-1/pause;{'until':null}",
        "terms r-1 --minimum-pence 1500 --fee 0:299 --fee 3000:0;PUT /v1/restaurants/r-1/terms;"
            + "{'minimumOrderPence':1500,'bands':[{'minimumAmountPence':0,'feePence':299},"
            + "{'minimumAmountPence':3000,'feePence':0}]}"
      })
  void each_edit_is_one_call_with_a_key(String command, String call, String body) throws Exception {
    client.first.enqueue(json(200, DISH).build());
    assertThat(client.runFirst((command + " --key k-1").split(" ", -1))).isZero();
    var request = client.first.takeRequest();
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo(call);
    assertThat(request.getBody().utf8()).isEqualTo(body.replace('\'', '"'));
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("k-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hours r-1;/hours;{'hours':{'mon':[['12:00','14:30'],['17:00','01:00']],'tue':[]}};"
            + "mon  12:00-14:30, 17:00-01:00",
        "pause r-1;/pause;{'until':'2026-12-27T12:00:00.000Z'};Paused until 2026-12-27",
        "terms r-1;/terms;{'minimumOrderPence':1500,'bands':[{'minimumAmountPence':0,"
            + "'feePence':299}],'radiusMetres':4000};Delivery from",
        "dish list r-1;/menu/items;{'items':[{'id':'d-1','name':'Halwa','onMenu':false,"
            + "'inStock':false}],'added':1,'addedMax':300};off the menu, out of stock"
      })
  void what_is_set_is_shown(String command, String path, String answer, String shown)
      throws Exception {
    client.first.enqueue(json(200, answer.replace('\'', '"')).build());
    assertThat(client.runFirst(command.split(" ", -1))).isZero();
    var request = client.first.takeRequest();
    assertThat(request.getMethod() + " " + request.getTarget())
        .isEqualTo("GET /v1/restaurants/r-1" + path);
    assertThat(client.out).contains(shown);
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void a_pause_may_be_said_as_a_time_from_now() throws Exception {
    Instant before = Instant.now();
    client.first.enqueue(json(200, "{\"until\":null}").build());
    assertThat(client.runFirst("pause", "r-1", "--for", "1h5m")).isZero();
    String body = client.first.takeRequest().getBody().utf8();
    assertThat(Instant.parse(Json.read(body, JsonNode.class).path("until").asText()))
        .isBetween(before.plus(Duration.ofMinutes(65)), Instant.now().plus(Duration.ofMinutes(66)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dish",
        "dish edit r-1 d-1",
        "dish edit r-1 d-1 --on-menu --off-menu",
        "hours r-1 monday",
        "hours r-1 mon=12:00-14:30;17:00-18:00",
        "hours r-1 mon=12:00-14:30 mon=17:00-18:00",
        "pause r-1 --for soon",
        "pause r-1 --for 5m --until 2026-12-27T12:00:00Z",
        "terms r-1 --minimum-pence 5",
        "terms r-1 --minimum-pence 5 --fee free",
        "favourite"
      })
  void what_is_missing_or_wrong_is_said_before_anything_is_sent(String command) {
    assertThat(client.runFirst(command.split(" ", -1))).isEqualTo(2);
    assertThat(client.err).contains("--help");
    assertThat(client.first.getRequestCount()).isZero();
  }

  @Test
  void a_refusal_ends_with_its_exit_code_and_its_json() {
    client.first.enqueue(problem(422, "EDIT_INVALID"));
    assertThat(client.runFirst("terms", "r-1", "--minimum-pence", "1", "--fee", "0:1", "--json"))
        .isEqualTo(4);
    assertThat(client.out).contains("\"code\":\"EDIT_INVALID\"");
    client.first.enqueue(problem(409, "MENU_FULL"));
    assertThat(client.runFirst("dish", "add", "r-1", "Halwa")).isEqualTo(5);
  }

  @Test
  void favourites_are_kept_forgotten_and_listed() throws Exception {
    client.first.enqueue(json(200, ApiBodies.ORDERS).build());
    client.first.enqueue(json(200, "{\"restaurantId\":\"r-1\",\"favourite\":true}").build());
    assertThat(client.runFirst("favourite", "add", "r-1", "--key", "k")).isZero();
    client.first.takeRequest();
    assertThat(client.first.takeRequest().getTarget()).isEqualTo("/v1/favourites/r-1");
    client.first.enqueue(json(200, "{\"items\":[]}").build());
    assertThat(client.runFirst("favourite", "list")).isZero();
    assertThat(client.out).contains("No favourites yet");
  }

  @Test
  void a_reorder_is_priced_first() throws Exception {
    client.first.enqueue(json(200, GONE).build());
    client.first.enqueue(json(200, QUOTE).build());
    assertThat(client.runFirst("reorder", "o-77")).isZero();
    assertThat(client.first.takeRequest().getTarget()).isEqualTo("/v1/orders/o-77/basket");
    var quote = client.first.takeRequest();
    assertThat(quote.getTarget()).isEqualTo("/v1/quotes");
    assertThat(quote.getBody().utf8()).isEqualTo(REQUEST);
    assertThat(client.errText).contains("No longer there: Naan with Garlic");
    assertThat(client.out).contains("This can be ordered.", "--place");
  }

  @Test
  void a_reorder_is_placed_when_asked_and_without_what_is_gone_only_when_told_so()
      throws Exception {
    client.first.enqueue(json(200, GONE).build());
    String[] place = {"reorder", "o-77", "--place", "--name", "Ann", "--line1", "1 North Road"};
    assertThat(client.runFirst(place)).isEqualTo(2);
    assertThat(client.errText).contains("--without-missing");
    client.first.enqueue(json(200, BASKET).build());
    client.first.enqueue(json(200, ApiBodies.ORDERS).build());
    client.first.enqueue(json(201, ApiBodies.ORDER).build());
    assertThat(client.runFirst(place)).isZero();
    for (int n = 0; n < 3; n++) {
      client.first.takeRequest();
    }
    JsonNode body = Json.read(client.first.takeRequest().getBody().utf8(), JsonNode.class);
    assertThat(body.at("/lines/0/choices/0").asText()).isEqualTo("hot");
    assertThat(body.at("/deliverTo/line1").asText()).isEqualTo("1 North Road");
    client.first.enqueue(json(200, BASKET).build());
    assertThat(client.runFirst("reorder", "o-77", "--place")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dish add",
        "dish edit",
        "dish on",
        "dish off",
        "dish list",
        "hours",
        "pause",
        "resume",
        "terms",
        "favourite add",
        "favourite remove",
        "favourite list",
        "reorder"
      })
  void help_has_examples_and_fits_80_columns(String command) {
    assertThat(client.runFirst((command + " --help").split(" ", -1))).isZero();
    assertThat(client.out).contains("Examples:", "grapevine " + command, "--front-end");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }
}
