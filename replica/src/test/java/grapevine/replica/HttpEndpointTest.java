package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port as an operator, a stranger and a broken peer meet it. */
class HttpEndpointTest {
  @TempDir private static Path directory;
  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    cluster = new TestCluster(directory, "rm1");
    cluster.awaitReady();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void health_is_open_to_all_and_nothing_else_is() {
    assertThat(cluster.send(cluster.request("rm1", "/healthz").GET()).statusCode()).isEqualTo(200);
    for (String path :
        new String[] {
          "/status",
          "/metrics",
          "/readyz",
          "/admin/status",
          "/internal/link",
          "/internal/snapshot",
          "/x"
        }) {
      assertProblem(cluster.send(cluster.request("rm1", path).GET()), 401, "UNAUTHORIZED");
    }
    assertProblem(
        cluster.send(
            cluster.request("rm1", "/status").header("Authorization", "Bearer wrong").GET()),
        401,
        "UNAUTHORIZED");
  }

  @Test
  void the_status_tells_what_an_operator_wants_to_know() {
    JsonNode status = Json.read(cluster.get("rm1", "/status").body(), JsonNode.class);

    assertThat(status.get("name").asText()).isEqualTo("rm1");
    assertThat(status.get("status").asText()).isEqualTo("ACTIVE");
    assertThat(status.get("stateDigest").asText()).matches("[0-9a-f]{16}");
    assertThat(status.get("starting").asBoolean()).isFalse();
  }

  @Test
  void wrong_requests_are_told_what_to_do() {
    HttpResponse<String> wrongMethod =
        cluster.send(authorized("/status").POST(BodyPublishers.noBody()));
    assertProblem(wrongMethod, 405, "METHOD_NOT_ALLOWED");
    assertThat(wrongMethod.headers().firstValue("Allow")).contains("GET");
    assertProblem(cluster.get("rm1", "/nothing"), 404, "NOT_FOUND");
    assertProblem(cluster.get("rm1", "/internal/link"), 426, "UPGRADE_REQUIRED");
  }

  @Test
  void a_wrong_order_is_refused_and_changes_nothing() {
    assertProblem(put("text/plain", "{\"status\":\"OFFLINE\"}"), 415, "JSON_REQUIRED");
    assertProblem(put("application/json", "{\"status\":"), 400, "MALFORMED_JSON");
    assertProblem(put("application/json", "{\"status\":\"ASLEEP\"}"), 400, "FIELD_INVALID");
    assertProblem(put("application/json", "{}"), 400, "FIELD_INVALID");
    assertProblem(
        put("application/json", "{\"status\":\"OFFLINE\",\"x\":1}"), 400, "UNKNOWN_FIELD");
    assertProblem(put("application/json", " ".repeat(70_000)), 413, "BODY_TOO_LARGE");
    assertThat(cluster.get("rm1", "/status").body()).contains("\"status\":\"ACTIVE\"");
  }

  @Test
  void chaos_is_refused_where_it_was_not_asked_for() {
    assertProblem(cluster.put("rm1", "/admin/chaos", "{\"killed\":true}"), 403, "CHAOS_OFF");
    JsonNode status = Json.read(cluster.get("rm1", "/status").body(), JsonNode.class);
    assertThat(status.path("chaos").isNull()).isTrue();
  }

  @Test
  void only_call_ids_can_be_asked_after() {
    assertProblem(cluster.get("rm1", "/internal/calls/zz"), 400, "PARAMETER_INVALID");
    assertThat(cluster.get("rm1", "/internal/calls/" + "0".repeat(32)).body())
        .contains("\"received\":false");
  }

  @Test
  void a_link_with_a_wrong_credential_is_refused_before_the_upgrade() {
    assertThatThrownBy(() -> dial("Bearer 0000", new CompletableFuture<>()).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
  }

  @Test
  void a_malformed_frame_closes_the_link_and_nothing_else() {
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    WebSocket socket = dial(TestCluster.KEY.linkAuthorization(), closed).join();
    socket.sendBinary(ByteBuffer.wrap(new byte[] {99, 1, 2, 3}), true).join();

    await().atMost(TestFrontEnd.PATIENCE).until(closed::isDone);
    assertThat(closed.join()).isEqualTo(1007);
    assertThat(cluster.get("rm1", "/readyz").statusCode()).isEqualTo(200);
    assertThat(cluster.replica("rm1").failure()).isNotDone();
  }

  private static CompletableFuture<WebSocket> dial(
      String authorization, CompletableFuture<Integer> closed) {
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
          }
        };
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", authorization)
        .buildAsync(URI.create("ws://" + cluster.address("rm1") + "/internal/link"), listener);
  }

  private static HttpResponse<String> put(String contentType, String body) {
    return cluster.send(
        authorized("/admin/status")
            .header("Content-Type", contentType)
            .PUT(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder authorized(String path) {
    return cluster
        .request("rm1", path)
        .header("Authorization", TestCluster.KEY.linkAuthorization());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.read(response.body(), JsonNode.class);
    assertThat(problem.get("code").asText()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asText()).isNotEmpty();
  }
}
