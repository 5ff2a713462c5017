package grapevine.benchmark;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Answers as a front end does, without doing anything. Can hold answers back until as many requests
 * have come as a test says: a stall whose end depends on the client alone.
 */
public final class StubFrontEnd implements AutoCloseable {
  private static final HttpString TOKEN = new HttpString("Causal-Token");
  private static final HttpString GUEST = new HttpString("Grapevine-Guest");

  /** What a request said of its customer. */
  public record Seen(String method, String path, String guest, String token, String key) {}

  private final Undertow server;
  private final String url;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Runnable> held = new ArrayList<>();
  private final Map<Integer, Seen> seen = new ConcurrentSkipListMap<>();
  private volatile int holdFrom = Integer.MAX_VALUE;
  private volatile int releaseAt;
  private boolean isReleased;
  private volatile IntPredicate isRefused = number -> false;

  public StubFrontEnd() {
    server =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(2)
            .addHttpListener(0, "127.0.0.1", this::handle)
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    url = "http://127.0.0.1:" + address.getPort();
  }

  public String url() {
    return url;
  }

  /** From this request on nothing is answered until that request has come; both count from 0. */
  public synchronized void stall(int from, int until) {
    isReleased = false;
    releaseAt = until;
    holdFrom = from;
  }

  public void refuse(IntPredicate numbers) {
    isRefused = numbers;
  }

  public List<Seen> seen() {
    return List.copyOf(seen.values());
  }

  private void handle(HttpServerExchange exchange) {
    if (!exchange.getRequestPath().startsWith("/v1/orders")) {
      exchange.getResponseSender().send("{\"status\":\"ready\"}");
      return;
    }
    int number = requests.getAndIncrement();
    if (number < holdFrom || number >= releaseAt) {
      answer(exchange, number);
    } else {
      exchange.dispatch(this::hold, () -> answer(exchange, number));
    }
    if (number == releaseAt) {
      release();
    }
  }

  // A new connection's first request comes on another thread than the rest: one that was to be held
  // may be so late that the stall is over.
  private synchronized void hold(Runnable answer) {
    if (isReleased) {
      server.getWorker().execute(answer);
    } else {
      held.add(answer);
    }
  }

  private synchronized void release() {
    isReleased = true;
    held.forEach(server.getWorker()::execute);
    held.clear();
  }

  private void answer(HttpServerExchange exchange, int number) {
    String method = exchange.getRequestMethod().toString();
    seen.put(
        number,
        new Seen(
            method,
            exchange.getRequestPath(),
            header(exchange, GUEST),
            header(exchange, TOKEN),
            header(exchange, new HttpString("Idempotency-Key"))));
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseHeaders().put(TOKEN, "token-" + number);
    if (isRefused.test(number)) {
      exchange.setStatusCode(503);
      exchange.getResponseSender().send("{\"status\":503,\"code\":\"OVERLOADED\"}");
    } else if (method.equals("POST")) {
      exchange.setStatusCode(201);
      exchange.getResponseHeaders().put(GUEST, "guest-" + number);
      exchange.getResponseHeaders().put(Headers.LOCATION, "/v1/orders/order-" + number);
      exchange.getResponseSender().send("{\"id\":\"order-" + number + "\"}");
    } else {
      exchange.getResponseSender().send("{\"id\":\"x\"}");
    }
  }

  private static String header(HttpServerExchange exchange, HttpString name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public void close() {
    server.stop();
  }
}
