package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.link.LinkMessage;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators and scripts see of the cluster. */
class ClusterApiTest {
  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private JsonNode cluster() {
    return frontEnd.get("/v1/cluster").json();
  }

  @Test
  void every_replica_manager_is_shown_with_what_it_reported() {
    await().until(() -> cluster().path("converged").asBoolean());
    JsonNode cluster = cluster();
    JsonNode first = cluster.path("replicaManagers").path(0);

    assertThat(cluster.path("replicaManagers")).hasSize(3);
    assertThat(first.path("name").asText()).isEqualTo("rm1");
    assertThat(first.path("url").asText()).isEqualTo("http://rm1");
    assertThat(first.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(first.path("logLength").asInt()).isEqualTo(3);
    assertThat(first.path("heldUpdates").asInt()).isEqualTo(2);
    assertThat(first.path("heldQueries").asInt()).isEqualTo(1);
    assertThat(first.path("stateDigest").asText()).isEqualTo("0000000000000007");
    assertThat(first.path("lastHeardMillis").isNumber()).isTrue();
    assertThat(cluster.at("/frontEnds/0/name").asText()).isEqualTo("fe1");
    assertThat(cluster.at("/frontEnds/0/url").asText()).isEqualTo(frontEnd.url());
  }

  @Test
  void equal_timestamps_with_unequal_states_are_not_converged() {
    await().until(() -> cluster().path("converged").asBoolean());
    frontEnd.cluster().diverge("rm2");
    await().until(() -> !cluster().path("converged").asBoolean());
  }

  @Test
  void other_front_ends_are_known_by_what_replica_managers_heard() {
    VectorTimestamp seen = VectorTimestamp.of(new Dot(new MemberId("rm1", 1), 12));
    frontEnd
        .cluster()
        .hearFrontEnd(new LinkMessage.FrontEndReport("fe2", "http://elsewhere", seen));

    await().until(() -> cluster().path("frontEnds").size() == 2);
    assertThat(cluster().at("/frontEnds/1/timestamp/rm1").asLong()).isEqualTo(12);
  }

  @Test
  void without_any_replica_manager_it_lives_and_is_not_ready() {
    frontEnd.cluster().cutOff();
    await().until(() -> frontEnd.get("/readyz").status() == 503);

    HttpAnswer ready = frontEnd.get("/readyz");
    assertThat(ready.code()).isEqualTo("NO_REPLICA_AVAILABLE");
    assertThat(ready.header("Retry-After")).isEqualTo("1");
    assertThat(frontEnd.get("/healthz").status()).isEqualTo(200);
    assertThat(cluster().path("converged").asBoolean(true)).isFalse();
    assertThat(cluster().at("/replicaManagers/0/status").asText()).isEqualTo("OFFLINE");
  }
}
