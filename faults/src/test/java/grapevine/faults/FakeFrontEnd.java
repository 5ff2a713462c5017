package grapevine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import grapevine.common.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A front end, replica managers and disk in one map, that cheats as a test tells it to. */
final class FakeFrontEnd implements AutoCloseable {
  enum Cheat {
    NONE,
    /** Acknowledges every tenth order and forgets it. */
    LOSES,
    /** The same, and says that one disk only has it. */
    LOSES_WHAT_IS_ON_ONE_DISK,
    /** Keeps every tenth order twice. */
    DUPLICATES,
    /** Makes another order of every tenth when it is asked again under the same key. */
    REPEATS,
    /** Forgets every tenth order only once everything is read back. */
    LOSES_IN_THE_END,
    /** Now and then shows an order without what happened to it since. */
    SHOWS_THE_PAST,
    /** Forgets every tenth cancellation. */
    FORGETS_CANCELLATIONS,
    /** Says of every tenth order that it was refused, and makes it. */
    REFUSES_AND_DOES,
    /** Shows every tenth order at another price. */
    CHANGES_PRICES,
    /** Its replica managers stay different. */
    DIVERGES
  }

  static {
    // Otherwise every answer waits 40 ms for the client's acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Cheat cheat;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
  private final Map<String, ObjectNode> byKey = new LinkedHashMap<>();
  private int guests;
  private int placed;
  private int cancelled;
  private int shown;

  FakeFrontEnd(Cheat cheat) {
    this.cheat = cheat;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Now what is forgotten in the end is forgotten. */
  synchronized void end() {
    if (cheat == Cheat.LOSES_IN_THE_END) {
      List<String> ids = new ArrayList<>(orders.keySet());
      for (int i = 9; i < ids.size(); i += 10) {
        orders.remove(ids.get(i));
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    synchronized (this) {
      String guest = exchange.getRequestHeaders().getFirst("Grapevine-Guest");
      if (guest == null) {
        guest = "g" + guests++;
        exchange.getResponseHeaders().set("Grapevine-Guest", guest);
      }
      exchange.getResponseHeaders().set("Causal-Token", "t");
      answer(exchange, guest, request);
    }
  }

  private void answer(HttpExchange exchange, String guest, byte[] request) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean isPost = exchange.getRequestMethod().equals("POST");
    if (path.equals("/v1/cluster")) {
      say(exchange, 200, cluster());
    } else if (path.equals("/v1/quotes")) {
      int quantity = Json.mapper().readTree(request).path("lines").path(0).path("quantity").asInt();
      say(exchange, 200, object().put("orderable", true).put("totalPence", quantity * 900L));
    } else if (path.equals("/v1/orders") && isPost) {
      String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      place(exchange, guest, guest + "/" + key, Json.mapper().readTree(request));
    } else if (path.equals("/v1/orders")) {
      say(exchange, 200, page(guest, exchange.getRequestURI().getQuery()));
    } else if (path.endsWith("/cancel")) {
      cancel(exchange, path.split("/", -1)[3]);
    } else {
      ObjectNode order = orders.get(path.substring("/v1/orders/".length()));
      say(exchange, order == null ? 404 : 200, order == null ? object() : asShown(order));
    }
  }

  private void place(HttpExchange exchange, String guest, String key, JsonNode request)
      throws IOException {
    ObjectNode known = byKey.get(key);
    if (known != null && cheat != Cheat.REPEATS) {
      say(exchange, 200, asShown(known));
      return;
    }
    boolean isTenth = placed++ % 10 == 9;
    ObjectNode order = order(guest, request);
    byKey.put(key, order);
    if (!isTenth || !isLost()) {
      orders.put(order.path("id").asText(), order);
    }
    order.put("durability", isTenth && cheat == Cheat.LOSES_WHAT_IS_ON_ONE_DISK ? 1 : 2);
    if (isTenth && cheat == Cheat.DUPLICATES) {
      placed++;
      ObjectNode twin = order(guest, request);
      orders.put(twin.path("id").asText(), twin);
    }
    if (isTenth && cheat == Cheat.REFUSES_AND_DOES) {
      say(exchange, 422, object().put("code", "NOT_ORDERABLE"));
    } else if (isTenth && cheat == Cheat.REPEATS && known == null) {
      say(exchange, 504, object().put("code", "OUTCOME_UNKNOWN"));
    } else {
      say(exchange, 201, order);
    }
  }

  private boolean isLost() {
    return cheat == Cheat.LOSES || cheat == Cheat.LOSES_WHAT_IS_ON_ONE_DISK;
  }

  private ObjectNode order(String guest, JsonNode request) {
    int quantity = request.path("lines").path(0).path("quantity").asInt();
    ObjectNode order = object();
    order.put("id", "o-" + placed).put("guest", guest).put("status", "PLACED");
    order.put("restaurantId", request.path("restaurantId").asText());
    order.set("lines", request.path("lines"));
    order.put("totalPence", quantity * 900L).put("note", request.path("note").asText());
    order.putArray("events").addObject().put("status", "PLACED");
    return order;
  }

  private void cancel(HttpExchange exchange, String id) throws IOException {
    ObjectNode order = orders.get(id);
    ObjectNode after = order.deepCopy();
    after.put("status", "CANCELLED");
    ((ArrayNode) after.path("events")).addObject().put("status", "CANCELLED");
    if (cheat != Cheat.FORGETS_CANCELLATIONS || ++cancelled % 10 != 0) {
      orders.put(id, after);
    }
    say(exchange, 200, after);
  }

  private ObjectNode page(String guest, String query) {
    ObjectNode page = object();
    ArrayNode items = page.putArray("items");
    List<ObjectNode> own = new ArrayList<>();
    orders.values().stream().filter(order -> guest.equals(guestOf(order))).forEach(own::add);
    int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
    int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
    for (int i = from; i < Math.min(own.size(), from + limit); i++) {
      items.add(asShown(own.get(own.size() - 1 - i)));
    }
    if (own.size() > from + limit) {
      page.put("nextCursor", Integer.toString(from + limit));
    }
    return page;
  }

  private static String guestOf(ObjectNode order) {
    return order.path("guest").asText();
  }

  private ObjectNode asShown(ObjectNode order) {
    boolean isTenth = ++shown % 10 == 0;
    if (isTenth && cheat == Cheat.CHANGES_PRICES) {
      return order.deepCopy().put("totalPence", 1);
    }
    if (isTenth && cheat == Cheat.SHOWS_THE_PAST) {
      ObjectNode past = order.deepCopy().put("status", "PLACED");
      past.putArray("events").addObject().put("status", "PLACED");
      return past;
    }
    return order;
  }

  private ObjectNode cluster() {
    ObjectNode cluster = object();
    ArrayNode replicas = cluster.putArray("replicaManagers");
    for (int i = 1; i <= 2; i++) {
      ObjectNode replica = replicas.addObject().put("status", "ACTIVE");
      replica.put("stateDigest", cheat == Cheat.DIVERGES ? "d" + i : "d");
      replica.putObject("valueTimestamp").put("rm1", placed).put("F", 3);
      replica.putObject("replicaTimestamp").put("rm1", placed);
    }
    return cluster;
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static void say(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = Json.bytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
