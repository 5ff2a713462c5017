package grapevine.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.metrics.ProcessMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A front end that has as much under way as it may have. */
class RefusalAtTheDoorTest {
  private final Server server = new Server();
  private final ServerConnector connector =
      new ServerConnector(server, 1, 1, new HttpConnectionFactory());
  private final Admission admission = new Admission();
  private final AtomicInteger begun = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Router router =
        new Router(new RequestMetrics(new ProcessMetrics()))
            .post(
                "/v1/orders",
                request -> {
                  begun.incrementAndGet();
                  return CompletableFuture.completedFuture(Reply.json(201, Map.of()));
                })
            .getOpen(
                "/healthz",
                request -> CompletableFuture.completedFuture(Reply.json(200, Map.of())));
    server.setHandler(new ApiHandler(router, admission, new CrossOrigin(origin -> false)));
    server.start();
    for (int i = 0; i < ConcurrencyLimit.REST; i++) {
      admission.enter();
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void refuses_before_anything_is_done_and_keeps_the_connection() throws Exception {
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> refused = order();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    }
    assertThat(begun).hasValue(0);
    assertThat(connector.getConnectedEndPoints()).hasSize(1);
  }

  @Test
  void goes_on_answering_operators() throws Exception {
    HttpRequest health = HttpRequest.newBuilder(uri("/healthz")).build();
    assertThat(client.send(health, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void admits_again_as_soon_as_one_has_left() throws Exception {
    admission.leave(System.nanoTime(), Reply.json(200, Map.of()));
    assertThat(order().statusCode()).isEqualTo(201);
    assertThat(order().statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> order() throws Exception {
    HttpRequest order =
        HttpRequest.newBuilder(uri("/v1/orders"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"restaurantId\":\"vine\"}"))
            .build();
    return client.send(order, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
  }
}
