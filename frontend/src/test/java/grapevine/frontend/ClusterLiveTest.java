package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.ordering.Role;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeReplicaPort;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import java.io.IOException;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live view's data, and what operators order through a front end. */
class ClusterLiveTest {
  static final String STATUS =
      """
      {"name":"rm1","incarnation":"1","status":"ACTIVE","orderedStatus":"AUTO","lamport":3,
       "confirmed":1,"degraded":false,"starting":false,"diverged":null,"inputsWaiting":0,
       "callsRefused":0,"callsTooLate":0,"links":2,"peers":[],"executed":4,
       "callsAnswered":{"updates":1,"queries":2,"forced":0},"p95Micros":700,
       "callsOfFrontEnds":{"fe1":3},"held":[{"kind":"QUERY","millisLeft":20,
       "awaited":[{"component":"rm2","wanted":3,"here":1,"alternative":false}]}],
       "chaos":null,"chaosDropped":0}""";
  static final String PROVIDERS =
      """
      {"name":"rm1","providers":[{"provider":"OSM","state":"OPEN","sinceSuccessMillis":null,
       "lastError":null,"lastErrorAt":null,"callsToday":1,"attribution":"-"}]}""";

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();
  private final FakeReplicaPort port =
      new FakeReplicaPort().with("/status", 200, STATUS).with("/providers", 200, PROVIDERS);

  @BeforeEach
  void serve() {
    frontEnd.cluster().serve("rm1", port.url());
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void frames_show_the_cluster_and_what_replica_managers_tell_of_themselves() throws IOException {
    try (Response stream = frontEnd.stream("/v1/cluster/events")) {
      BufferedSource source = stream.body().source();
      JsonNode frame = frame(source);
      while (frame.path("details").isEmpty()) {
        frame = frame(source);
      }
      assertThat(frame.path("frontEnd").asText()).isEqualTo("fe1");
      assertThat(frame.at("/cluster/replicaManagers")).hasSize(3);
      JsonNode details = frame.at("/details/rm1");
      assertThat(details.at("/held/0/awaited/0/component").asText()).isEqualTo("rm2");
      assertThat(details.at("/providers/0/state").asText()).isEqualTo("OPEN");
      assertThat(frame.path("details").has("rm2")).isFalse();
    }
  }

  @Test
  void nobody_is_asked_while_nobody_watches() throws IOException {
    frontEnd.get("/v1/cluster");
    assertThat(port.asked()).isEmpty();
    frontEnd.stream("/v1/cluster/events").close();
    await().until(() -> !port.asked().isEmpty());
    assertThat(port.asked())
        .allSatisfy(it -> assertThat(it).contains(RunningFrontEnd.KEY.linkAuthorization()));
  }

  @Test
  void an_order_is_found_where_it_is() {
    String id = placed();
    port.with(
        "/internal/calls/",
        200,
        """
        {"name":"rm1","records":[{"origin":"rm2","number":5}],"received":true,"applied":false,
         "knownByAll":false,"receivedAtMillis":1800000000000,"appliedAtMillis":null}""");
    JsonNode found = frontEnd.get("/v1/cluster/orders/" + id).json();

    assertThat(found.path("knownEverywhere").asBoolean()).isFalse();
    JsonNode first = found.at("/replicaManagers/0");
    assertThat(first.at("/records/0/number").asInt()).isEqualTo(5);
    assertThat(first.path("applied").asBoolean(true)).isFalse();
    assertThat(first.path("receivedAt").asText()).isEqualTo("2027-01-15T08:00:00.000Z");
    assertThat(found.at("/replicaManagers/1/answered").asBoolean(true)).isFalse();
  }

  @Test
  void an_order_that_nobody_has_is_unknown_and_no_id_is_asked_for() {
    assertThat(frontEnd.get("/v1/cluster/orders/nonsense").code()).isEqualTo("ORDER_UNKNOWN");
    assertThat(port.asked()).isEmpty();
    port.with(
        "/internal/calls/",
        200,
        """
        {"name":"rm1","records":[],"received":false,"applied":false,"knownByAll":false,
         "receivedAtMillis":null,"appliedAtMillis":null}""");
    assertThat(frontEnd.get("/v1/cluster/orders/" + placed()).code()).isEqualTo("ORDER_UNKNOWN");
    port.with("/internal/calls/", 500, "{}");
    assertThat(frontEnd.get("/v1/cluster/orders/" + placed()).code())
        .isEqualTo("NO_REPLICA_AVAILABLE");
  }

  @Test
  void a_token_is_told_in_plain_words() {
    HttpAnswer placed = frontEnd.post("/v1/orders", Basket.order(), "Idempotency-Key", "t1");
    JsonNode token =
        frontEnd.get("/v1/cluster/token", "Causal-Token", placed.header("Causal-Token")).json();
    assertThat(token.path("pending")).hasSize(1);
    assertThat(token.at("/pending/0")).hasSize(2);
    assertThat(frontEnd.get("/v1/cluster/token").json().path("pending")).isEmpty();
  }

  @Test
  void operators_order_a_status_and_nobody_else_does() {
    port.with("/admin/status", 200, STATUS.replace("AUTO", "OFFLINE"));
    String offline = "{\"status\":\"OFFLINE\"}";
    assertThat(put("rm1/status", offline).code()).isEqualTo("LOGIN_REQUIRED");
    assertThat(put("rm1/status", offline, session("ann", Role.CUSTOMER)).code())
        .isEqualTo("NOT_ALLOWED");
    assertThat(port.asked()).isEmpty();

    HttpAnswer done = put("rm1/status", offline, session("op", Role.OPERATOR));
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.text("status")).isEqualTo("OFFLINE");
    assertThat(port.asked())
        .containsExactly(
            "PUT /admin/status " + RunningFrontEnd.KEY.linkAuthorization() + " " + offline);
  }

  @Test
  void chaos_is_passed_on_where_it_is_allowed() {
    String[] operator = session("op", Role.OPERATOR);
    port.with("/admin/chaos", 403, "{}");
    assertThat(put("rm1/chaos", "{\"killed\":true}", operator).code()).isEqualTo("CHAOS_OFF");
    port.with("/admin/chaos", 200, "{\"killed\":false,\"gossipPaused\":false,\"cut\":[\"rm2\"]}");
    HttpAnswer done = put("rm1/chaos", "{\"cut\":[\"rm2\"]}", operator);
    assertThat(done.json().at("/chaos/cut/0").asText()).isEqualTo("rm2");
    assertThat(put("rm1/chaos", "{\"delayMillis\":{\"rm2\":10001}}", operator).code())
        .isEqualTo("FIELD_INVALID");
  }

  @Test
  void it_is_told_whether_anything_can_have_happened() {
    String[] operator = session("op", Role.OPERATOR);
    assertThat(put("rm9/status", "{\"status\":\"AUTO\"}", operator).code())
        .isEqualTo("REPLICA_UNKNOWN");
    port.close();
    HttpAnswer gone = put("rm1/status", "{\"status\":\"AUTO\"}", operator);
    assertThat(gone.code()).isEqualTo("NO_REPLICA_AVAILABLE");
    assertThat(gone.text("detail")).contains("rm1", "Nothing has happened");
  }

  private String placed() {
    return frontEnd
        .post("/v1/orders", Basket.order(), "Idempotency-Key", "k" + frontEnd.clock().get())
        .text("id");
  }

  private String[] session(String name, Role role) {
    return new String[] {"Authorization", frontEnd.bearer(name, role)};
  }

  private HttpAnswer put(String path, String json, String... headers) {
    return frontEnd.send(
        frontEnd
            .request("/v1/cluster/replicas/" + path, headers)
            .put(RequestBody.create(json, RunningFrontEnd.JSON))
            .build());
  }

  private static JsonNode frame(BufferedSource source) throws IOException {
    String line = source.readUtf8LineStrict();
    while (!line.startsWith("data: ")) {
      line = source.readUtf8LineStrict();
    }
    return Json.read(line.substring("data: ".length()), JsonNode.class);
  }
}
