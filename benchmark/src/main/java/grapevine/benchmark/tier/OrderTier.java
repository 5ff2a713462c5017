package grapevine.benchmark.tier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.common.HostPort;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two calls of the public API that are compared, over a store that blocks. Bodies are read and
 * answers written by the I/O threads; a pool of workers waits for the store.
 */
final class OrderTier implements AutoCloseable {
  /** Also the number of connections that a store needs. */
  static final int WORKERS = 32;

  private static final Logger LOG = LoggerFactory.getLogger(OrderTier.class);
  private static final long BODY_BYTES_MAX = 64 * 1024;

  private final ObjectMapper json = new ObjectMapper();
  private final OrderStore store;
  private final Undertow server;

  OrderTier(HostPort listen, OrderStore store) {
    this.store = store;
    server =
        Undertow.builder()
            .addHttpListener(listen.port(), listen.host())
            .setIoThreads(Runtime.getRuntime().availableProcessors())
            .setWorkerThreads(WORKERS)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, BODY_BYTES_MAX)
            .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .setHandler(
                Handlers.routing()
                    .post("/v1/orders", this::receiveOrder)
                    .get("/v1/orders/{id}", this::read))
            .build();
    server.start();
  }

  int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
    store.close();
  }

  private void receiveOrder(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes((received, body) -> received.dispatch(() -> place(received, body)));
  }

  private void place(HttpServerExchange exchange, byte[] body) {
    try {
      byte[] order = checked(body);
      String id = store.place(customer(exchange), order);
      exchange.getResponseHeaders().put(Headers.LOCATION, "/v1/orders/" + id);
      answer(exchange, 201, withId(id, order));
    } catch (IOException e) {
      problem(exchange, 400, "MALFORMED_JSON");
    } catch (StoreException e) {
      LOG.warn("an order is refused", e);
      problem(exchange, 503, "STORE_UNAVAILABLE");
    }
  }

  private void read(HttpServerExchange exchange) {
    String id = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get("id");
    exchange.dispatch(() -> read(exchange, id));
  }

  private void read(HttpServerExchange exchange, String id) {
    try {
      Optional<byte[]> order = store.read(id);
      if (order.isPresent()) {
        answer(exchange, 200, withId(id, order.get()));
      } else {
        problem(exchange, 404, "ORDER_UNKNOWN");
      }
    } catch (StoreException e) {
      LOG.warn("an order is not read", e);
      problem(exchange, 503, "STORE_UNAVAILABLE");
    }
  }

  /** The order to be kept: what the customer sent, and how it stands. */
  private byte[] checked(byte[] body) throws IOException {
    JsonNode read = json.readTree(body);
    if (!(read instanceof ObjectNode order)
        || !order.path("restaurantId").isTextual()
        || order.path("lines").isEmpty()) {
      throw new MalformedOrderException();
    }
    order.put("status", "PLACED").put("placedAt", Instant.now().toString());
    return json.writeValueAsBytes(order);
  }

  private static final class MalformedOrderException extends JsonProcessingException {
    private static final long serialVersionUID = 1;

    MalformedOrderException() {
      super("an order names a restaurant and has lines");
    }
  }

  /** A number for whoever calls; a real tier would find it in the session. */
  private static int customer(HttpServerExchange exchange) {
    String guest = exchange.getRequestHeaders().getFirst("Grapevine-Guest");
    return guest == null ? 0 : guest.hashCode();
  }

  /** Some stores draw the id themselves, so it is put in front of what is kept. */
  private static byte[] withId(String id, byte[] order) {
    byte[] head = ("{\"id\":\"" + id + "\",").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length + order.length);
    whole.write(head, 0, head.length);
    whole.write(order, 1, order.length - 1);
    return whole.toByteArray();
  }

  private static void problem(HttpServerExchange exchange, int status, String code) {
    answer(exchange, status, ("{\"code\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpServerExchange exchange, int status, byte[] body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }
}
