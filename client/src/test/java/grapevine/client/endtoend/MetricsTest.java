package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /metrics} of real processes, held against {@code docs/metrics.md}. */
class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** There are none before the first collection, and some collectors have more. */
  private static final String COLLECTIONS = "jvm_gc_";

  private static final Pattern DOCUMENTED =
      Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| ([\\w, ]*)\\|.*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 2, 1);
    String frontEnd = cluster.frontEnd(1);
    Customer customer = new Customer(folder.resolve("customer.json"));
    customer.awaitConvergence(frontEnd);
    customer.order(frontEnd, customer.basket(frontEnd), "key-metrics", 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void a_replica_manager_tells_what_the_page_says_and_nothing_else() throws Exception {
    assertThat(told(scrape(cluster.replica("rm1")))).isEqualTo(documented("Replica manager"));
  }

  @Test
  void a_front_end_tells_what_the_page_says_and_nothing_else() throws Exception {
    assertThat(told(scrape(cluster.frontEnd(1)))).isEqualTo(documented("Front end"));
  }

  /** Which of the two stamped it, or both, is up to their gossip: either is right. */
  @Test
  void an_order_moves_the_counts_of_a_replica_manager() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scrape(cluster.replica("rm1")))
                    .contains("\ngrapevine_peer_lag_records{peer=\"rm2\"} 0.0\n")
                    .contains("\ngrapevine_recent_rows 1.0\n"));
    assertThat(scrape(cluster.replica("rm1")))
        .contains("\ngrapevine_calls_total{kind=\"update\",outcome=\"done\"} 1.0\n")
        .doesNotContain("\ngrapevine_calls_total{kind=\"query\",outcome=\"done\"} 0.0\n")
        .doesNotContain("\ngrapevine_commit_seconds_count 0\n")
        .containsPattern("\ngrapevine_gossip_records_total\\{direction=\"\\w+\"} [1-9]")
        .containsPattern("\ngrapevine_link_bytes_total\\{direction=\"received\"} [1-9]")
        .contains("\ngrapevine_status 0.0\n")
        .contains("\ngrapevine_diverged_total 0.0\n");
  }

  @Test
  void an_order_moves_the_counts_of_a_front_end() {
    assertThat(scrape(cluster.frontEnd(1)))
        .contains(
            "\ngrapevine_http_requests_total"
                + "{code=\"none\",method=\"POST\",route=\"/v1/orders\",status=\"2xx\"} 1.0\n")
        .contains(
            "\ngrapevine_http_request_seconds_count{method=\"POST\",route=\"/v1/orders\"} 1\n")
        .contains("\ngrapevine_calls_total{kind=\"update\",outcome=\"done\"} 1.0\n")
        .contains("\ngrapevine_replica_status{replica=\"rm2\"} 0.0\n")
        .contains("\ngrapevine_calls_in_flight 0.0\n");
  }

  @Test
  void whoever_does_not_know_the_clusters_key_is_told_nothing() {
    for (String process : new String[] {cluster.replica("rm1"), cluster.frontEnd(1)}) {
      HttpResponse<String> refused = send(request(process));
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(refused.body()).doesNotContain("grapevine_");
      assertThat(send(request(process).header("Authorization", "Bearer wrong")).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void a_problem_is_counted_by_its_code_and_never_by_its_path() {
    String frontEnd = cluster.frontEnd(1);
    send(HttpRequest.newBuilder(URI.create(frontEnd + "/v1/secret")));
    send(HttpRequest.newBuilder(URI.create(frontEnd + "/v1/restaurants?postcode=nowhere")));

    assertThat(scrape(frontEnd))
        .contains("{code=\"NOT_FOUND\",method=\"none\",route=\"none\",status=\"4xx\"} 1.0\n")
        .contains(
            "{code=\"POSTCODE_INVALID\",method=\"GET\",route=\"/v1/restaurants\",status=\"4xx\"} 1.0\n")
        .doesNotContain("secret");
  }

  private String scrape(String process) {
    HttpResponse<String> answer =
        send(request(process).header("Authorization", RunningCluster.KEY.linkAuthorization()));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    return answer.body();
  }

  private static HttpRequest.Builder request(String process) {
    return HttpRequest.newBuilder(URI.create(process + "/metrics"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Names with their types; the maximum of a histogram goes with it. */
  private static Map<String, String> told(String scrape) {
    TreeMap<String, String> types = new TreeMap<>();
    Matcher matcher = TYPE.matcher(scrape);
    while (matcher.find()) {
      if (!matcher.group(1).startsWith(COLLECTIONS)) {
        types.put(matcher.group(1), matcher.group(2));
      }
    }
    types
        .keySet()
        .removeIf(
            name ->
                name.endsWith("_max")
                    && "histogram".equals(types.get(name.substring(0, name.length() - 4))));
    types.replaceAll((name, type) -> type + " " + labels(scrape, name, type));
    return types;
  }

  /** Those that tell series apart: a bucket's bound is not one of them. */
  private static String labels(String scrape, String name, String type) {
    String sample = type.equals("histogram") ? name + "_count" : name;
    Matcher matcher = Pattern.compile("\n" + sample + "(\\{.*})? ").matcher(scrape);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1) == null
        ? "[]"
        : Pattern.compile("(\\w+)=\"")
            .matcher(matcher.group(1))
            .results()
            .map(found -> found.group(1))
            .sorted()
            .toList()
            .toString();
  }

  private static Map<String, String> documented(String role) throws IOException {
    TreeMap<String, String> types = new TreeMap<>();
    String section = "";
    for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
      section = line.startsWith("## ") ? line.substring(3) : section;
      Matcher row = DOCUMENTED.matcher(line);
      boolean isMeant = section.equals("Every process") || section.equals(role);
      if (isMeant && row.matches() && !row.group(1).startsWith(COLLECTIONS)) {
        String[] labels = row.group(3).isBlank() ? new String[0] : row.group(3).trim().split(", ");
        Arrays.sort(labels);
        types.put(row.group(1), row.group(2) + " " + Arrays.toString(labels));
      }
    }
    assertThat(types).isNotEmpty();
    return types;
  }
}
