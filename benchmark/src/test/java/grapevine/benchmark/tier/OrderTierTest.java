package grapevine.benchmark.tier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.HostPort;
import grapevine.common.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderTierTest {
  private static final String ORDER =
      """
      {"restaurantId":"r1","lines":[{"itemId":"soup","quantity":2}],"note":"caf\u00e9"}
      """;

  private final MemoryOrders store = new MemoryOrders();
  private final OrderTier tier = new OrderTier(new HostPort("127.0.0.1", 0), store);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    tier.close();
  }

  @Test
  void a_placed_order_is_read_by_its_id() throws Exception {
    HttpResponse<byte[]> placed = post(ORDER);

    assertThat(placed.statusCode()).isEqualTo(201);
    assertThat(placed.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode order = Json.read(placed.body(), JsonNode.class);
    assertThat(order.path("status").asText()).isEqualTo("PLACED");
    assertThat(order.path("note").asText()).isEqualTo("caf\u00e9");
    String location = placed.headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo("/v1/orders/" + order.path("id").asText());

    HttpResponse<byte[]> read = get(location);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(Json.read(read.body(), JsonNode.class)).isEqualTo(order);
  }

  @Test
  void an_unknown_order_is_not_found() throws Exception {
    assertThat(get("/v1/orders/nobodys").statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_not_an_order_is_refused_and_not_kept() throws Exception {
    assertThat(post("{\"restaurantId\":").statusCode()).isEqualTo(400);
    assertThat(post("{\"restaurantId\":\"r1\",\"lines\":[]}").statusCode()).isEqualTo(400);
    assertThat(post("[]").statusCode()).isEqualTo(400);
    assertThat(store.orders).isEmpty();
  }

  @Test
  void an_order_that_the_store_does_not_confirm_is_not_acknowledged() throws Exception {
    store.isDown = true;

    assertThat(post(ORDER).statusCode()).isEqualTo(503);
    assertThat(get("/v1/orders/1").statusCode()).isEqualTo(503);
  }

  private HttpResponse<byte[]> post(String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/v1/orders")).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private URI uri(String path) {
    return new HostPort("127.0.0.1", tier.port()).uri("http", path);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static final class MemoryOrders implements OrderStore {
    private final Map<String, byte[]> orders = new ConcurrentHashMap<>();
    private volatile boolean isDown;

    @Override
    public String place(int customer, byte[] order) {
      refuseWhenDown();
      String id = Integer.toString(orders.size() + 1);
      orders.put(id, order);
      return id;
    }

    @Override
    public Optional<byte[]> read(String id) {
      refuseWhenDown();
      return Optional.ofNullable(orders.get(id));
    }

    @Override
    public void close() {}

    private void refuseWhenDown() {
      if (isDown) {
        throw new StoreException("down");
      }
    }
  }
}
