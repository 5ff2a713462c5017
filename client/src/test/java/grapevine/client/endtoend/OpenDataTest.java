package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.OrderRequest;
import grapevine.client.endtoend.CheckedHttp.Checked;
import grapevine.client.endtoend.StubHosts.Mood;
import grapevine.common.ordering.ProviderMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real restaurants, from hosts far away to an order, and what happens when those do not answer. */
class OpenDataTest {
  private static final String POSTCODE = "ZE1 0AA";
  private static final String NEVER_SHUT = "osm-relation-90000004";
  private static final String RATED = "osm-node-9000000001";

  /** Of the five on the example's map one delivers less far. */
  private static final int DELIVERING = 4;

  /** A second and a half, and what a busy machine needs besides. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @TempDir Path folder;

  private final CheckedHttp http = new CheckedHttp();

  @Test
  void a_place_that_only_providers_know_is_ordered_in_and_outlives_them() throws Exception {
    try (StubHosts hosts = new StubHosts();
        RunningCluster cluster = cluster(hosts, ProviderMode.AUTO)) {
      String first = cluster.frontEnd(1);
      String second = cluster.frontEnd(2);
      CountDownLatch map = hosts.holdMap();
      JsonNode samples = awaitStandIns(first);
      assertThat(samples.path("degraded").asBoolean()).isTrue();
      map.countDown();
      JsonNode found = awaitReal(first, POSTCODE);
      assertReal(found);
      Customer ann = new Customer(folder.resolve("ann.json"));
      OrderRequest basket = ann.basket(first, byId(found, NEVER_SHUT), POSTCODE);
      String order = ann.order(first, basket, "k1", 2);
      assertThat(ann.statusOf(first, order)).isEqualTo("PLACED");
      assertThat(ann.statusOf(second, order)).isEqualTo("PLACED");
      assertThat(hosts.askedMap()).hasSize(1);
      List<Mood> moods = List.of(Mood.HANGS, Mood.FAILS, Mood.IN_HTML);
      for (int i = 0; i < moods.size(); i++) {
        hosts.become(moods.get(i));
        assertAwaited(second, "ZE1 0A" + "CDE".charAt(i));
        assertThat(search(second, POSTCODE).json().path("items")).hasSize(DELIVERING);
        JsonNode stale = search(second, "DH1 3LE").json();
        assertThat(stale.path("degraded").asBoolean()).isTrue();
        assertThat(byId(stale, RATED).path("degraded").asBoolean()).isTrue();
        String another = ann.order(second, basket, "k-" + i, 2);
        assertThat(ann.statusOf(first, another)).isEqualTo("PLACED");
      }
      assertThat(ann.notices()).isEmpty();
    }
  }

  @Test
  void many_ask_at_once_and_the_map_is_asked_once() throws Exception {
    try (StubHosts hosts = new StubHosts();
        RunningCluster cluster = cluster(hosts, ProviderMode.AUTO)) {
      List<CompletableFuture<Checked>> asked =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> search(cluster.frontEnd(1 + i % 2), POSTCODE)))
              .toList();
      asked.forEach(CompletableFuture::join);
      awaitReal(cluster.frontEnd(1), POSTCODE);
      awaitReal(cluster.frontEnd(2), POSTCODE);
      assertThat(hosts.askedMap()).hasSize(1);
    }
  }

  @Test
  void when_the_one_that_asks_is_closed_another_asks() throws Exception {
    try (StubHosts hosts = new StubHosts();
        RunningCluster cluster = cluster(hosts, ProviderMode.AUTO)) {
      CountDownLatch map = hosts.holdMap();
      search(cluster.frontEnd(1), POSTCODE);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                search(cluster.frontEnd(1), POSTCODE);
                return !hosts.askedMap().isEmpty();
              });
      String first = hosts.askedMap().get(0);
      cluster.close(first);
      map.countDown();
      assertReal(awaitReal(cluster.frontEnd(2), POSTCODE));
      assertThat(hosts.askedMap()).hasSize(2);
      assertThat(hosts.askedMap().get(1)).isNotEqualTo(first);
    }
  }

  @Test
  void live_shows_nobody_a_sample() throws Exception {
    try (StubHosts hosts = new StubHosts();
        RunningCluster cluster = cluster(hosts, ProviderMode.LIVE)) {
      String frontEnd = cluster.frontEnd(1);
      CountDownLatch map = hosts.holdMap();
      await().atMost(PATIENCE).until(() -> search(frontEnd, POSTCODE).status() == 200);
      JsonNode empty = search(frontEnd, POSTCODE).json();
      assertThat(empty.path("items")).isEmpty();
      assertThat(empty.path("degraded").asBoolean()).isTrue();
      map.countDown();
      assertReal(awaitReal(frontEnd, POSTCODE));
      hosts.become(Mood.IN_HTML);
      assertAwaited(frontEnd, "DH1 3LE");
    }
  }

  private RunningCluster cluster(StubHosts hosts, ProviderMode mode) throws Exception {
    RunningCluster cluster = new RunningCluster(folder, 3, 2, name -> hosts.settings(name, mode));
    new Customer(folder.resolve("operator.json")).awaitConvergence(cluster.frontEnd(1));
    return cluster;
  }

  private Checked search(String frontEnd, String postcode) {
    return http.get(
        frontEnd + "/v1/restaurants?limit=100&postcode=" + postcode.replace(" ", "%20"));
  }

  private void assertAwaited(String frontEnd, String postcode) {
    long began = System.nanoTime();
    Checked answer = search(frontEnd, postcode);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("code").asText()).isEqualTo("PROVIDER_UNAVAILABLE");
    assertThat(answer.headers().get("Retry-After")).isNotNull();
  }

  /** Each answer comes soon, whether it has something to show or not. */
  private JsonNode awaitStandIns(String frontEnd) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long began = System.nanoTime();
              Checked answer = search(frontEnd, POSTCODE);
              assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
              return answer.status() == 200;
            });
    return search(frontEnd, POSTCODE).json();
  }

  private JsonNode awaitReal(String frontEnd, String postcode) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> search(frontEnd, postcode).json().at("/items/0/source").asText().equals("osm"));
    return search(frontEnd, postcode).json();
  }

  private void assertReal(JsonNode page) {
    assertThat(page.path("items")).hasSize(DELIVERING);
    assertThat(page.path("degraded").asBoolean()).isFalse();
    assertThat(page.path("attributions")).hasSize(3);
    JsonNode rated = byId(page, RATED);
    assertThat(rated.path("name").asText()).isEqualTo("Example Kitchen One");
    assertThat(rated.at("/hygiene/value").asText()).isEqualTo("5");
    assertThat(rated.path("fetchedAt").asText()).isNotEmpty();
  }

  private static JsonNode byId(JsonNode page, String id) {
    for (JsonNode each : page.path("items")) {
      if (each.path("id").asText().equals(id)) {
        return each;
      }
    }
    throw new AssertionError(id + " is not in " + page);
  }
}
