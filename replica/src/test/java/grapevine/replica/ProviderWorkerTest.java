package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.AreaLoaded;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.common.ordering.ProviderMode;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.RestaurantSort;
import grapevine.common.ordering.RestaurantSummary;
import grapevine.common.ordering.Tile;
import grapevine.database.ProviderWants;
import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between real processes' parts: the cluster asks once, and every replica manager shows it. */
class ProviderWorkerTest {
  private static final String[] NAMES = {"rm1", "rm2", "rm3"};
  private static final Postcode DURHAM = new Postcode("DH1 3LE");
  private static final Tile TILE = Tile.at(54.767, -1.573);
  private static final String REAL = "osm-node-1";

  @TempDir Path directory;

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong calls = new AtomicLong(1_000);
  private volatile Function<Asked, ProviderSource.Fetched> answer = call -> area(call.want);

  /** One call of a source. */
  private record Asked(String by, Want want, long atMillis) {}

  /** Records who was asked, and answers as the test wants it to. */
  private record Stub(String name, ProviderWorkerTest test) implements ProviderSource {
    @Override
    public boolean takes(Want want) {
      return want instanceof AreaWanted;
    }

    @Override
    public String provider() {
      return "osm";
    }

    @Override
    public Fetched fetch(Want want, ProviderWants known) {
      Asked call = new Asked(name, want, System.currentTimeMillis());
      test.asked.add(call);
      return test.answer.apply(call);
    }
  }

  @Test
  void three_that_see_a_want_at_once_make_one_call_and_all_show_what_came() {
    try (TestCluster cluster = cluster()) {
      for (String name : NAMES) {
        want(cluster.link(name), TILE);
      }
      for (String name : NAMES) {
        awaitReal(cluster.link(name));
      }
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void when_the_one_that_asks_dies_another_asks_and_meanwhile_searches_are_answered() {
    CountDownLatch never = new CountDownLatch(1);
    answer = call -> asked.size() == 1 ? hang(never) : area(call.want);
    try (TestCluster cluster = cluster()) {
      want(cluster.link("rm1"), TILE);
      await().atMost(TestFrontEnd.PATIENCE).until(() -> asked.size() == 1);
      for (String name : NAMES) {
        assertDegradedSoon(cluster.link(name));
      }
      String first = asked.get(0).by;
      cluster.stop(first);
      for (String name : NAMES) {
        if (!name.equals(first)) {
          awaitReal(cluster.link(name));
        }
      }
      assertThat(asked).hasSize(2);
      assertThat(asked.get(1).by).isNotEqualTo(first);
    }
  }

  @Test
  void one_that_is_asked_too_often_is_left_alone_by_all() {
    long silence = 3_000;
    answer =
        call ->
            asked.size() == 1 ? ProviderSource.Fetched.silenced("osm", silence) : area(call.want);
    try (TestCluster cluster = cluster()) {
      want(cluster.link("rm1"), new Tile(1, 1));
      await().atMost(TestFrontEnd.PATIENCE).until(() -> asked.size() == 1);
      for (String name : NAMES) {
        awaitSilence(cluster, name);
      }
      want(cluster.link("rm1"), TILE);
      awaitReal(cluster.link("rm2"));
      assertThat(asked.get(1).atMillis - asked.get(0).atMillis).isGreaterThanOrEqualTo(silence);
    }
  }

  @Test
  void what_the_map_said_is_kept_though_the_agency_wants_to_be_left_alone() {
    answer =
        call ->
            new ProviderSource.Fetched(
                area(call.want).facts(), new ProviderSource.Silence("fsa", 60_000), false);
    try (TestCluster cluster = cluster()) {
      want(cluster.link("rm1"), TILE);
      awaitReal(cluster.link("rm2"));
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void what_fails_takes_nothing_away_from_what_is_known() {
    try (TestCluster cluster = cluster()) {
      want(cluster.link("rm1"), TILE);
      awaitReal(cluster.link("rm1"));
      answer = call -> ProviderSource.Fetched.NOTHING;
      Want other = AreaWanted.now(new Tile(1, 1), System.currentTimeMillis());
      make(cluster.link("rm2"), other);
      await().atMost(TestFrontEnd.PATIENCE).until(() -> asked.size() == 2);
      awaitReal(cluster.link("rm3"));
    }
  }

  private TestCluster cluster() {
    TestCluster cluster =
        new TestCluster(
            directory,
            name ->
                new LiveProviders(
                    ProviderMode.AUTO, List.of(new Stub(name, this)), List::of, () -> {}),
            NAMES);
    cluster.awaitReady();
    return cluster;
  }

  private static ProviderSource.Fetched area(Want want) {
    Tile tile = ((AreaWanted) want).tile();
    long now = System.currentTimeMillis();
    return ProviderSource.Fetched.of(
        List.of(
            new RestaurantFound(
                REAL, "Ann's", 54.7671, -1.5731, List.of("indian"), null, null, now),
            new AreaLoaded(tile, List.of("osm"), List.of(REAL), now)));
  }

  private static ProviderSource.Fetched hang(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ProviderSource.Fetched.NOTHING;
  }

  private void want(TestFrontEnd link, Tile tile) {
    make(link, AreaWanted.now(tile, System.currentTimeMillis()));
  }

  private void make(TestFrontEnd link, ProviderFact fact) {
    CallId callId = new CallId(fact.callId().high(), fact.callId().low());
    Update update = new Update(callId, Token.EMPTY, 1, callId.low(), Payload.of(Json.bytes(fact)));
    ReplicaReply reply =
        link.call(new ReplicaCall.UpdateCall(calls.incrementAndGet(), update, 500));
    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
  }

  private void awaitReal(TestFrontEnd link) {
    await()
        .atMost(TestFrontEnd.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(shown(find(link)))
                    .extracting(RestaurantSummary::id)
                    .containsExactly(REAL));
  }

  private void assertDegradedSoon(TestFrontEnd link) {
    long began = System.nanoTime();
    Answer found = find(link);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(found).isInstanceOf(Answer.Awaiting.class);
    assertThat(shown(found)).isNotEmpty().allMatch(RestaurantSummary::degraded);
  }

  /** Two records are executed: the want, and the silence that came of it. */
  private static void awaitSilence(TestCluster cluster, String name) {
    await()
        .atMost(TestFrontEnd.PATIENCE)
        .until(
            () -> {
              int records = 0;
              for (JsonNode n :
                  Json.mapper()
                      .readTree(cluster.get(name, "/status").body())
                      .path("valueTimestamp")) {
                records += n.asInt();
              }
              return records == 2;
            });
  }

  private Answer find(TestFrontEnd link) {
    Query query =
        new Query.FindRestaurants(
            DURHAM,
            null,
            null,
            false,
            RestaurantSort.DISTANCE,
            100,
            null,
            System.currentTimeMillis());
    ReplicaReply.QueryReply reply =
        (ReplicaReply.QueryReply)
            link.call(
                new ReplicaCall.QueryCall(
                    calls.incrementAndGet(), Token.EMPTY, Payload.of(Json.bytes(query)), 500));
    return Json.read(reply.answer().bytes(), Answer.class);
  }

  private static List<RestaurantSummary> shown(Answer answer) {
    Answer found = answer instanceof Answer.Awaiting awaiting ? awaiting.answer() : answer;
    return ((Answer.FoundRestaurants) found).page().items();
  }
}
