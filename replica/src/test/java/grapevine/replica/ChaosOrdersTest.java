package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.link.LinkMessage;
import grapevine.protocol.CallId;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on purpose, and what the live view sees of it. */
class ChaosOrdersTest {
  private static final CallId FIRST = new CallId(1, 1);

  @TempDir private Path directory;
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = TestCluster.withChaos(directory, "rm1", "rm2");
    cluster.awaitReady();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void paused_gossip_stops_convergence_and_healing_brings_it_back() {
    order("rm1", "{\"gossipPaused\":true}");
    cluster.link("rm1").place(FIRST, Token.EMPTY);
    await().until(() -> status("rm1").path("chaosDropped").asLong() > 0);
    assertThat(call("rm1").path("received").asBoolean()).isTrue();
    assertThat(call("rm2").path("received").asBoolean()).isFalse();

    order("rm1", "{}");
    await().until(() -> call("rm2").path("applied").asBoolean());
    await().until(() -> call("rm1").path("knownByAll").asBoolean());
  }

  @Test
  void a_cut_link_is_cut_both_ways() {
    order("rm1", "{\"cut\":[\"rm2\"]}");
    cluster.link("rm2").place(FIRST, Token.EMPTY);
    long before = status("rm1").path("chaosDropped").asLong();
    // What came from rm2 and what went there.
    await().until(() -> status("rm1").path("chaosDropped").asLong() > before + 3);
    assertThat(call("rm1").path("received").asBoolean()).isFalse();

    order("rm1", "{\"cut\":[]}");
    await().until(() -> call("rm1").path("applied").asBoolean());
  }

  @Test
  void what_is_late_arrives() {
    order("rm1", "{\"delayMillis\":{\"rm2\":300}}");
    cluster.link("rm1").place(FIRST, Token.EMPTY);
    await().until(() -> call("rm2").path("applied").asBoolean());
    JsonNode there = call("rm2");
    assertThat(there.path("receivedAtMillis").asLong())
        .isGreaterThanOrEqualTo(call("rm1").path("receivedAtMillis").asLong() + 250);
    assertThat(there.path("records").findValuesAsText("origin")).containsExactly("rm1");
  }

  @Test
  void to_be_killed_is_answered_first() {
    HttpResponse<String> answer = cluster.put("rm2", LiveViewEndpoint.CHAOS, "{\"killed\":true}");
    assertThat(answer.statusCode()).isEqualTo(200);
    await().until(() -> cluster.halted().contains("rm2"));
    assertThat(cluster.halted()).doesNotContain("rm1");
  }

  @Test
  void impossible_orders_are_refused_and_change_nothing() {
    order("rm1", "{\"cut\":[\"rm2\"]}");
    HttpResponse<String> late =
        cluster.put("rm1", LiveViewEndpoint.CHAOS, "{\"delayMillis\":{\"rm2\":10001}}");
    assertThat(late.statusCode()).isEqualTo(400);
    assertThat(late.body()).contains("10000 ms");
    assertThat(cluster.put("rm1", LiveViewEndpoint.CHAOS, "{\"flood\":1}").statusCode())
        .isEqualTo(400);
    assertThat(status("rm1").at("/chaos/cut/0").asText()).isEqualTo("rm2");
  }

  @Test
  void the_status_counts_calls_and_gossip() {
    TestFrontEnd link = cluster.link("rm1");
    link.report(new LinkMessage.FrontEndReport("fe7", "http://fe7", VectorTimestamp.ZERO));
    link.place(FIRST, Token.EMPTY);
    JsonNode status = status("rm1");
    assertThat(status.at("/callsAnswered/updates").asLong()).isEqualTo(1);
    assertThat(status.path("p95Micros").isNumber()).isTrue();
    assertThat(status.at("/callsOfFrontEnds/fe7").asLong()).isEqualTo(1);
    await().until(() -> status("rm1").at("/peers/0/recordsSent").asLong() == 1);
    await().until(() -> status("rm2").at("/peers/0/recordsHeard").asLong() == 1);
    await().until(() -> status("rm2").path("executed").asLong() == 1);
  }

  private void order(String name, String chaos) {
    HttpResponse<String> answer = cluster.put(name, LiveViewEndpoint.CHAOS, chaos);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode status(String name) {
    return Json.read(cluster.get(name, "/status").body(), JsonNode.class);
  }

  private JsonNode call(String name) {
    return Json.read(cluster.get(name, LiveViewEndpoint.CALLS + FIRST).body(), JsonNode.class);
  }
}
