package grapevine.benchmark.compare;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The calls before the load: one after the other for each customer, token from call to call. */
final class OrderCalls {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String GUEST = "Grapevine-Guest";
  private static final String TOKEN = "Causal-Token";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI orders;
  private final String body;

  OrderCalls(URI base, String body) {
    this.orders = base.resolve("/v1/orders");
    this.body = body;
  }

  /** The customer with that many orders here, the last of them read back. */
  Customer withOrders(Customer customer, int count) throws IOException, InterruptedException {
    Customer known = new Customer(customer.guest(), customer.token(), List.of());
    for (int i = 0; i < count; i++) {
      known = withOneMore(known);
    }
    return readBack(known);
  }

  private Customer withOneMore(Customer customer) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(orders, customer)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<byte[]> response = send(request, 201);
    refuseOneDisk(response);
    List<String> ids = new ArrayList<>(customer.orders());
    ids.add(id(response));
    return after(response, new Customer(customer.guest(), customer.token(), ids));
  }

  private Customer readBack(Customer customer) throws IOException, InterruptedException {
    String last = customer.orders().get(customer.orders().size() - 1);
    URI order = URI.create(orders + "/" + last);
    HttpResponse<byte[]> response = send(request(order, customer).GET(), 200);
    if (!id(response).equals(last)) {
      throw new IOException(order + " answers another order: " + id(response));
    }
    return after(response, customer);
  }

  private static HttpRequest.Builder request(URI uri, Customer customer) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
    if (!customer.guest().isEmpty()) {
      request.header(GUEST, customer.guest()).header(TOKEN, customer.token());
    }
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder builder, int expected)
      throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != expected) {
      throw new IOException(
          request.method() + " " + request.uri() + " answers " + response.statusCode());
    }
    return response;
  }

  /** What is compared is an order on two disks; only Grapevine would answer with fewer. */
  private static void refuseOneDisk(HttpResponse<byte[]> response) throws IOException {
    int disks = Json.read(response.body(), JsonNode.class).path("durability").asInt(2);
    if (disks < 2) {
      throw new IOException("an order is on one disk only: is a replica manager missing?");
    }
  }

  private static String id(HttpResponse<byte[]> response) throws IOException {
    return Json.read(response.body(), JsonNode.class).path("id").asText();
  }

  /** What the answer says about the customer; a system without guests says nothing. */
  private static Customer after(HttpResponse<byte[]> response, Customer customer) {
    return new Customer(
        response.headers().firstValue(GUEST).orElse(customer.guest()),
        response.headers().firstValue(TOKEN).orElse(customer.token()),
        customer.orders());
  }
}
