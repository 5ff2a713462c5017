package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Role;
import grapevine.frontend.contract.Contract;
import grapevine.frontend.contract.Operation;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeCluster;
import grapevine.frontend.fake.FakeReplicaPort;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All that docs/openapi.yaml declares is there and works, and nothing else is there. */
class EveryOperationTest {
  private static final String HELLO = "{\"text\":\"Hello\"}";
  private static final String RESTAURANT = "/v1/restaurants/" + FakeCluster.RESTAURANT;
  private static final String ITEM = RESTAURANT + "/menu/items/" + FakeCluster.ITEM;
  private static final Pattern ROUTE =
      Pattern.compile(
          "grapevine_http_requests_total\\{.*method=\"([A-Z]+)\".*route=\"([^\"]+)\".*");
  private static final String[] OPERATOR = {
    "Grapevine-Credential", RunningFrontEnd.KEY.linkCredential()
  };

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();
  private int keys;

  /** What is added to the contract is added here too. */
  @Test
  void every_operation_succeeds() throws IOException {
    look();
    openPages();
    eat();
    comeBack();
    cookAndCarry();
    runIt();
    watch();
    talk();
    beSomebody();
    operate();

    TreeSet<String> never = new TreeSet<>();
    for (Operation operation : Contract.shipped().operations()) {
      boolean isDone =
          frontEnd.coverage().has(operation, 200) || frontEnd.coverage().has(operation, 201);
      if (!isDone) {
        never.add(operation.toString());
      }
    }
    assertThat(never).as("operations that never succeed here").isEmpty();
  }

  /** The front end counts requests by route, so its figures name all routes that there are. */
  @Test
  void no_route_is_left_out_of_the_contract() throws IOException {
    TreeSet<String> declared = new TreeSet<>();
    for (Operation operation : Contract.shipped().operations()) {
      declared.add(operation.method() + " " + withoutNames(operation.path()));
    }
    TreeSet<String> routes = new TreeSet<>();
    Matcher route = ROUTE.matcher(metrics());
    while (route.find()) {
      routes.add(route.group(1) + " " + withoutNames(route.group(2)));
    }
    assertThat(routes).contains("GET /v1/orders/{}");
    routes.remove("none none");
    assertThat(routes).isEqualTo(declared);
  }

  @Test
  void the_contract_is_served_and_linked_from_the_root() {
    HttpAnswer contract = frontEnd.get(frontEnd.get("/").text("contract"));
    assertThat(contract.header("Content-Type")).isEqualTo("application/json");
    TreeSet<String> served = new TreeSet<>();
    contract.json().path("paths").fieldNames().forEachRemaining(served::add);
    assertThat(Contract.shipped().operations().stream().map(Operation::path).distinct())
        .containsExactlyInAnyOrderElementsOf(served);
  }

  private static String withoutNames(String path) {
    return path.replaceAll("\\{[^}]*\\}", "{}");
  }

  private void look() {
    for (String path :
        new String[] {
          "/",
          "/openapi.json",
          "/healthz",
          "/readyz",
          "/v1/cluster",
          "/v1/restaurants?postcode=DH13LE",
          "/v1/postcodes?prefix=DH1",
          "/v1/postcodes/DH13LE",
          RESTAURANT,
          RESTAURANT + "/menu",
          RESTAURANT + "/reviews"
        }) {
      done(frontEnd.get(path));
    }
    done(frontEnd.post("/v1/quotes", Basket.quote("chana", "1")));
  }

  private void openPages() throws IOException {
    for (String path :
        new String[] {
          "/kitchen", "/courier", "/cluster", "/favicon.ico", "/assets/grapevine.css"
        }) {
      try (Response page = frontEnd.stream(path)) {
        assertThat(page.code()).as(path).isEqualTo(200);
      }
    }
  }

  private void eat() throws IOException {
    HttpAnswer placed = post("/v1/orders", Basket.order());
    String order = placed.header("Location");
    String[] guest = {"Grapevine-Guest", placed.header("Grapevine-Guest")};
    done(frontEnd.get("/v1/orders", guest));
    done(frontEnd.get(order, guest));
    requireStream(order + "/events", guest);
    post(order + "/messages", HELLO, guest);
    done(frontEnd.get(order + "/messages", guest));
    frontEnd.cluster().move(placed.text("id"), OrderStatus.COMPLETED);
    put(order + "/review", "{\"stars\":5}", guest);
    post(post("/v1/orders", Basket.order(), guest).header("Location") + "/cancel", "", guest);
  }

  private void comeBack() {
    HttpAnswer placed = post("/v1/orders", Basket.order());
    String[] guest = {"Grapevine-Guest", placed.header("Grapevine-Guest")};
    done(frontEnd.get(placed.header("Location") + "/basket", guest));
    put("/v1/favourites/" + FakeCluster.RESTAURANT, "{}", guest);
    done(frontEnd.get("/v1/favourites", guest));
    delete("/v1/favourites/" + FakeCluster.RESTAURANT, guest);
  }

  private void runIt() {
    String[] owner = {"Authorization", frontEnd.bearer("owner", Role.RESTAURANT)};
    String soon = Rfc3339.ofMillis(frontEnd.clock().get() + 60_000);
    post(
        RESTAURANT + "/menu/items",
        "{\"category\":\"Puddings\",\"name\":\"Halwa\",\"pricePence\":390}",
        owner);
    put(ITEM, "{\"pricePence\":900}", owner);
    put(ITEM + "/availability", "{\"inStock\":true}", owner);
    put(RESTAURANT + "/hours", "{\"hours\":{\"mon-sun\":[[\"00:00\",\"00:00\"]]}}", owner);
    put(RESTAURANT + "/pause", "{\"until\":\"" + soon + "\"}", owner);
    put(RESTAURANT + "/pause", "{\"until\":null}", owner);
    put(
        RESTAURANT + "/terms",
        "{\"minimumOrderPence\":0,\"bands\":[{\"minimumAmountPence\":0,\"feePence\":250}]}",
        owner);
    for (String path : new String[] {"/menu/items", "/hours", "/pause", "/terms"}) {
      done(frontEnd.get(RESTAURANT + path, owner));
    }
    done(frontEnd.get(ITEM, owner));
  }

  private void watch() throws IOException {
    String[] owner = {"Authorization", frontEnd.bearer("owner", Role.RESTAURANT)};
    String[] courier = {"Authorization", frontEnd.bearer("courier", Role.COURIER)};
    requireStream(RESTAURANT + "/orders/events?status=all", owner);
    requireStream("/v1/deliveries/events", courier);
    requireStream("/v1/messages/events?unread=true", courier);
  }

  private void requireStream(String path, String... headers) throws IOException {
    try (Response stream = frontEnd.stream(path, headers)) {
      assertThat(stream.body().source().readUtf8LineStrict()).startsWith("id: ");
      assertThat(stream.body().source().readUtf8LineStrict()).startsWith("event: ");
      assertThat(stream.body().source().readUtf8LineStrict()).startsWith("data: ");
    }
  }

  private void cookAndCarry() {
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "owner");
    String[] owner = {"Authorization", frontEnd.bearer("owner", Role.RESTAURANT)};
    String[] courier = {"Authorization", frontEnd.bearer("courier", Role.COURIER)};
    String order = post("/v1/orders", Basket.order()).header("Location");
    String soon = Rfc3339.ofMillis(frontEnd.clock().get() + 60_000);
    done(frontEnd.get(RESTAURANT + "/orders", owner));
    post(order + "/accept", "", owner);
    post(order + "/delay", "{\"readyAt\":\"" + soon + "\"}", owner);
    post(order + "/prepare", "", owner);
    post(order + "/ready", "{}", owner);
    done(frontEnd.get("/v1/deliveries", courier));
    post(order + "/claim", "", courier);
    post(order + "/release", "", courier);
    post(order + "/claim", "", courier);
    post(order + "/pick-up", "", courier);
    post(order + "/deliver", "", courier);

    HttpAnswer failed = post("/v1/orders", Basket.order());
    post(failed.header("Location") + "/claim", "", courier);
    frontEnd.cluster().move(failed.text("id"), OrderStatus.OUT_FOR_DELIVERY);
    post(failed.header("Location") + "/fail", "{\"reason\":\"Nobody there\"}", courier);
    HttpAnswer collected =
        post("/v1/orders", Basket.order().replace("\"DELIVERY\"", "\"COLLECTION\""));
    frontEnd.cluster().move(collected.text("id"), OrderStatus.READY);
    post(collected.header("Location") + "/collect", "", owner);
    String rejected = post("/v1/orders", Basket.order()).header("Location");
    post(rejected + "/reject", "{\"reason\":\"Closed\"}", owner);
    post(RESTAURANT + "/broadcasts", HELLO, owner);
  }

  private void talk() {
    post("/v1/notices", HELLO);
    done(frontEnd.get("/v1/notices"));
    post("/v1/broadcasts", HELLO, "Authorization", frontEnd.bearer("op", Role.OPERATOR));
  }

  private void beSomebody() {
    String ann = "{\"name\":\"Ann\",\"password\":\"correct horse\"}";
    post("/v1/accounts", ann);
    post("/v1/names", "{\"kind\":\"RESTAURANT\",\"name\":\"The Vine\"}");
    HttpAnswer loggedIn = done(frontEnd.post("/v1/sessions", ann));
    String[] session = {"Authorization", "Bearer " + loggedIn.text("session")};
    done(frontEnd.get("/v1/sessions", session));
    HttpAnswer sent = post("/v1/messages", "{\"to\":\"ann\",\"text\":\"Note\"}", session);
    done(frontEnd.get("/v1/messages", session));
    post("/v1/messages/read", "{\"ids\":[\"" + sent.text("id") + "\"]}", session);
    delete("/v1/sessions", session);
    delete("/v1/accounts/ann", OPERATOR);
  }

  private void operate() throws IOException {
    post(
        "/v1/accounts",
        "{\"name\":\"Vine\",\"password\":\"correct horse\",\"role\":\"RESTAURANT\"}",
        OPERATOR);
    done(frontEnd.get("/v1/accounts?name=*&limit=5", OPERATOR));
    put(RESTAURANT + "/owner", "{\"account\":\"vine\"}", OPERATOR);
    put(ITEM + "/stock", "{\"portions\":3}", OPERATOR);
    post("/v1/vouchers", "{\"code\":\"LUCKY-7\",\"discountPence\":300,\"limit\":10}", OPERATOR);
    assertThat(metrics()).contains("grapevine_http_requests_total");
    operateTheCluster();
  }

  private void operateTheCluster() throws IOException {
    try (FakeReplicaPort port = new FakeReplicaPort()) {
      port.with("/admin/status", 200, ClusterLiveTest.STATUS)
          .with("/admin/chaos", 200, "{}")
          .with("/internal/calls/", 200, "{\"name\":\"rm1\",\"received\":true}");
      frontEnd.cluster().serve("rm1", port.url());
      put("/v1/cluster/replicas/rm1/status", "{\"status\":\"AUTO\"}", OPERATOR);
      put("/v1/cluster/replicas/rm1/chaos", "{}", OPERATOR);
      done(frontEnd.get("/v1/cluster/orders/" + post("/v1/orders", Basket.order()).text("id")));
      done(frontEnd.get("/v1/cluster/token"));
      requireStream("/v1/cluster/events");
    }
  }

  private String metrics() throws IOException {
    try (Response figures =
        frontEnd.stream(
            "/metrics", "Authorization", "Bearer " + RunningFrontEnd.KEY.linkCredential())) {
      return figures.body().string();
    }
  }

  private static HttpAnswer done(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.json().toString()).isBetween(200, 201);
    return answer;
  }

  private HttpAnswer post(String path, String json, String... headers) {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of("Idempotency-Key", "k" + ++keys));
    return done(frontEnd.post(path, json, all.toArray(String[]::new)));
  }

  private void put(String path, String json, String... headers) {
    done(
        frontEnd.send(
            frontEnd
                .request(path, headers)
                .put(RequestBody.create(json, RunningFrontEnd.JSON))
                .build()));
  }

  private void delete(String path, String... headers) {
    done(frontEnd.send(frontEnd.request(path, headers).delete().build()));
  }
}
