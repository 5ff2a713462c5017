package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.FrontEnds;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.api.SessionFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import okhttp3.HttpUrl;

/**
 * A customer with one session file, who chooses the front end of each call. A call that had to be
 * tried twice leaves a notice, so "no notices" means that every first try was answered.
 */
final class Customer {
  private static final String POSTCODE = "DH1 3LE";

  /** The one cuisine that never closes: these tests must not fail because it is night. */
  private static final String OPEN_24_HOURS = "burger";

  private static final Duration CALL_MAX = Duration.ofSeconds(5);
  private static final Duration CONVERGENCE_MAX = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(20);

  private final SessionFile session;
  private final TreeMap<String, GrapevineApi> byFrontEnd = new TreeMap<>();
  private final List<String> notices = new ArrayList<>();

  Customer(Path sessionFile) {
    session = new SessionFile(sessionFile, notices::add);
  }

  GrapevineApi through(String frontEnd) {
    return byFrontEnd.computeIfAbsent(
        frontEnd,
        url ->
            new GrapevineApi(
                new FrontEnds(
                    List.of(HttpUrl.get(url)),
                    session,
                    CALL_MAX,
                    notices::add,
                    FrontEnds.SILENT,
                    pause -> {})));
  }

  List<String> notices() {
    return notices;
  }

  /** One dish, as often as the restaurant's minimum asks for. */
  OrderRequest basket(String frontEnd) {
    GrapevineApi api = through(frontEnd);
    RestaurantSearch search =
        new RestaurantSearch(POSTCODE, OPEN_24_HOURS, null, true, null, 1, null);
    JsonNode restaurant = api.restaurants(search).json().at("/items/0");
    return basket(frontEnd, restaurant, POSTCODE);
  }

  /**
   * @param restaurant as a list shows it
   */
  OrderRequest basket(String frontEnd, JsonNode restaurant, String postcode) {
    String restaurantId = restaurant.path("id").asText();
    JsonNode dish = plainDish(through(frontEnd).menu(restaurantId).json());
    long price = dish.path("pricePence").asLong();
    int quantity = (int) (restaurant.path("minimumOrderPence").asLong() / price) + 1;
    return basketOf(
        restaurantId,
        postcode,
        new OrderRequest.Line(dish.path("id").asText(), quantity, List.of()));
  }

  static OrderRequest oneMoreOf(OrderRequest basket) {
    OrderRequest.Line line = basket.lines().get(0);
    return basketOf(
        basket.restaurantId(),
        basket.postcode(),
        new OrderRequest.Line(line.itemId(), line.quantity() + 1, line.choices()));
  }

  private static OrderRequest basketOf(
      String restaurantId, String postcode, OrderRequest.Line line) {
    return new OrderRequest(
        restaurantId,
        false,
        postcode,
        List.of(line),
        null,
        new OrderRequest.DeliverTo("Ada King", "1 North Road", null, "0191 496 0000"),
        null,
        null,
        null);
  }

  private static JsonNode plainDish(JsonNode menu) {
    return StreamSupport.stream(menu.path("categories").spliterator(), false)
        .flatMap(category -> StreamSupport.stream(category.path("items").spliterator(), false))
        .filter(dish -> dish.path("inStock").asBoolean() && dish.path("options").isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** The id of a new order, which nobody knew before and {@code durability} disks hold. */
  String order(String frontEnd, OrderRequest basket, String key, int durability) {
    Answer placed = through(frontEnd).place(basket, key);
    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.json().path("durability").asInt()).isEqualTo(durability);
    return placed.json().path("id").asText();
  }

  String statusOf(String frontEnd, String orderId) {
    JsonNode order = through(frontEnd).order(orderId).json();
    assertThat(order.path("id").asText()).isEqualTo(orderId);
    return order.path("status").asText();
  }

  void awaitConvergence(String frontEnd) {
    await()
        .atMost(CONVERGENCE_MAX)
        .pollInterval(POLL)
        .until(() -> isConverged(through(frontEnd).cluster().json()));
  }

  /** As an operator would check it, from the timestamps themselves. */
  private static boolean isConverged(JsonNode cluster) {
    List<JsonNode> replicas = new ArrayList<>();
    cluster.path("replicaManagers").forEach(replicas::add);
    return cluster.path("converged").asBoolean()
        && replicas.stream().allMatch(replica -> replica.path("status").asText().equals("ACTIVE"))
        && replicas.stream().map(replica -> replica.path("valueTimestamp")).distinct().count() == 1
        && replicas.stream().map(replica -> replica.path("stateDigest")).distinct().count() == 1;
  }
}
