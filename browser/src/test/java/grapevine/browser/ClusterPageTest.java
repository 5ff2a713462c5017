package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.endtoend.RunningCluster;
import grapevine.common.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;

/** The live view, before a real cluster to which things happen. */
class ClusterPageTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String ALL_WELL =
      "3 of 3 replica managers answer; all have the same state; nothing held back";
  private static final String PASSWORD = "correct horse battery";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static int keys;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
    awaitConverged();
    String operator = "{\"name\":\"Olga\",\"password\":\"" + PASSWORD + "\",\"role\":\"OPERATOR\"}";
    // A name is decided in one order for all, which a new cluster takes a moment to agree on.
    await().atMost(SOON).until(() -> post("/v1/accounts", operator).statusCode() == 201);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void beWell() {
    awaitConverged();
  }

  @Test
  void a_replica_manager_that_is_gone_is_shown_soon_and_so_is_its_return() {
    try (Browser browser = open(Browser.DESK, "")) {
      browser.awaitText("#health", ALL_WELL, SOON);
      cluster.close("rm2");
      try {
        browser.awaitText("#health", "2 of 3 replica managers answer", Duration.ofSeconds(2));
        browser.awaitText("#card-rm2", "NOT HEARD");
        browser.awaitText("#matrix tr[data-row=rm2]", "not heard");
        browser.awaitText("#feed", "rm2 is not heard any more");
        post("/v1/orders", order());
        browser.awaitText("#health", "rm2 not heard for");
        browser.picture("cluster-without-one");
      } finally {
        cluster.restart("rm2");
      }
      browser.awaitText("#health", ALL_WELL, SOON);
      browser.awaitText("#feed", "rm2 is heard again");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void the_matrix_shows_an_order_spread() {
    try (Browser browser = open(Browser.DESK, "")) {
      browser.awaitText("#health", ALL_WELL, SOON);
      long before = stamped(browser);
      post("/v1/orders", order());
      await().atMost(SOON).until(() -> stamped(browser) > before);
      await().atMost(SOON).until(() -> browser.count("#matrix tr.replica[data-lag='0']") == 3);
      browser.awaitText("#feed", "stamped 1 record");
      browser.awaitText("#card-rm1", "on two disks");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** The token that this browser's pages send, not a cookie that none of them keeps. */
  @Test
  void what_this_browser_has_seen_is_a_row() {
    try (Browser browser = Browser.open(Browser.DESK)) {
      Eating.order(browser, cluster.frontEnd(1));
      browser.visit(cluster.frontEnd(1) + "/cluster");
      browser.find("#matrix tr.token");
      await().atMost(SOON).until(() -> seenByToken(browser) > 0);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void an_address_that_is_no_order_stops_nothing() {
    try (Browser browser = open(Browser.DESK, "#%")) {
      browser.awaitText("#health", ALL_WELL, SOON);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static long seenByToken(Browser browser) {
    return (Long)
        browser.run(
            "return [...document.querySelectorAll('#matrix tr.token td[data-component]')]"
                + ".reduce((sum, it) => sum + Number(it.firstChild.data), 0);");
  }

  @Test
  void an_order_is_followed_to_all_three() throws IOException {
    String id = Json.read(post("/v1/orders", order()).body(), JsonNode.class).path("id").asText();
    try (Browser browser = open(Browser.DESK, "#" + id)) {
      browser.awaitText("#follow-text", "applied at 3; known everywhere", SOON);
      assertThat(browser.find("#follow-table").getText())
          .contains("rm1", "rm2", "rm3", "yes +0 ms");
      // Received, applied and known to be with all, at each of three.
      await().atMost(SOON).until(() -> browser.count("#follow-table td.done") == 9);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void a_wrong_id_is_told_before_anybody_is_asked() {
    try (Browser browser = open(Browser.DESK, "")) {
      browser.type("#order-id", "order-7");
      browser.click("#follow-form button");
      browser.awaitText("#follow-text", "no order's id");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void an_operator_drains_and_nobody_else_can() {
    try (Browser browser = open(Browser.DESK, "")) {
      browser.awaitText("#health", ALL_WELL, SOON);
      assertThat(browser.count("button.drain")).isZero();
      assertThat(put("/v1/cluster/replicas/rm3/status", "{\"status\":\"OFFLINE\"}").statusCode())
          .isEqualTo(401);

      logIn(browser);
      browser.click("#card-rm3 button.drain");
      browser.awaitText("#order-result", "rm3 is ordered to be OFFLINE");
      browser.awaitText("#health", "rm3 is OFFLINE", SOON);
      browser.awaitText("#card-rm3 button.drain", "Let rm3 take calls");
      browser.click("#card-rm3 button.drain");
      browser.awaitText("#health", ALL_WELL, SOON);
      browser.click("#log-out");
      // Told only if the front end has ended the session.
      browser.awaitText("#order-result", "Logged out.");
      browser.awaitGone("button.drain");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void what_is_cut_on_purpose_falls_behind_and_catches_up_when_it_is_healed() throws Exception {
    try (Browser browser = open(Browser.DESK, "")) {
      browser.awaitText("#health", ALL_WELL, SOON);
      logIn(browser);
      browser.click("#card-rm1 .chaos input[type=checkbox]");
      browser.awaitText("#card-rm1", "gossip paused");
      // To two of three: one that gossips at least brings it to the other.
      for (int i = 0; i < 6; i++) {
        post("/v1/orders", order());
      }
      await().atMost(SOON).until(() -> browser.count("#matrix tr.replica:not([data-lag='0'])") > 0);
      browser.awaitText("#health", "rm1 is broken on purpose");
      script(browser, "window.scrollTo(0, 0);");
      browser.picture("cluster-behind");
      browser.click("#card-rm1 button.heal");
      browser.awaitText("#health", ALL_WELL, SOON);
      browser.awaitText("#feed", "rm1 is healed");

      browser.click("#card-rm2 button.kill");
      assertThat(cluster.halted()).isEmpty();
      browser.awaitText("#card-rm2 button.kill", "Really kill rm2?");
      browser.click("#card-rm2 button.kill");
      await().atMost(SOON).until(() -> cluster.halted().contains("rm2"));
      assertThat(browser.complaints()).isEmpty();
    }
    // In this JVM it lives on.
    put(
        "/v1/cluster/replicas/rm2/chaos",
        "{}",
        "Grapevine-Credential",
        RunningCluster.KEY.linkCredential());
  }

  @Test
  void the_past_can_be_looked_at() {
    try (Browser browser = open(Browser.DESK, "")) {
      browser.awaitText("#health", ALL_WELL, SOON);
      long before = stamped(browser);
      post("/v1/orders", order());
      await().atMost(SOON).until(() -> stamped(browser) > before);
      script(
          browser,
          "const it = document.getElementById('scrubber'); it.value = 0;"
              + " it.dispatchEvent(new Event('input'));");
      browser.awaitText("#moment", "s ago");
      assertThat(stamped(browser)).isEqualTo(before);
      browser.click("#live");
      browser.awaitText("#moment", "now");
      await().atMost(SOON).until(() -> stamped(browser) > before);
    }
  }

  @Test
  void it_shuts_nobody_out_in_light_and_dark_and_fits_a_phone() {
    for (String scheme : List.of("light", "dark")) {
      for (Dimension size : List.of(Browser.DESK, Browser.PHONE)) {
        try (Browser browser = open(size, "")) {
          browser
              .driver()
              .executeCdpCommand(
                  "Emulation.setEmulatedMedia",
                  Map.of(
                      "features",
                      List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
          browser.awaitText("#health", ALL_WELL, SOON);
          logIn(browser);
          browser.awaitText("#card-rm1", "Drain rm1");
          assertThat(browser.barriers()).as(scheme + " " + size).isEmpty();
          assertThat(browser.complaints()).isEmpty();
          assertThat(
                  (Long)
                      script(
                          browser,
                          "return document.documentElement.scrollWidth - window.innerWidth;"))
              .as("wider than " + size)
              .isLessThanOrEqualTo(0);
          script(browser, "window.scrollTo(0, 0);");
          browser.picture("cluster-" + scheme + (size.equals(Browser.PHONE) ? "-phone" : ""));
        }
      }
    }
  }

  private static Browser open(Dimension size, String anchor) {
    Browser browser = Browser.open(size);
    browser.visit(cluster.frontEnd(1) + "/cluster" + anchor);
    return browser;
  }

  private static void logIn(Browser browser) {
    browser.type("#operator-name", "olga");
    browser.type("#operator-password", PASSWORD);
    browser.click("#operator-form button");
    browser.awaitText("#operator", "Logged in as");
  }

  /** Records of all replica managers together, as rm1's row of the matrix has them. */
  private static long stamped(Browser browser) {
    Object sum =
        script(
            browser,
            "return [...document.querySelectorAll('#matrix tr[data-row=rm1] td[data-component]')]"
                + ".reduce((sum, it) => sum + Number(it.firstChild.data), 0);");
    return (Long) sum;
  }

  private static Object script(Browser browser, String script) {
    return ((JavascriptExecutor) browser.driver()).executeScript(script);
  }

  private static String order() {
    return """
        {"restaurantId":"dh1-3le-burger","service":"DELIVERY","postcode":"DH1 3LE",
         "lines":[{"itemId":"classic-beef-burger","quantity":2,"choices":[]}],
         "deliverTo":{"name":"Ada","line1":"1 Stockton Road","phone":"0191 334 2000"}}""";
  }

  private static void awaitConverged() {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () ->
                Json.read(send(request("/v1/cluster").GET()).body(), JsonNode.class)
                    .path("converged")
                    .asBoolean());
  }

  private static HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Idempotency-Key", "cluster-page-" + ++keys)
            .header("Grapevine-Credential", RunningCluster.KEY.linkCredential())
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static HttpResponse<String> put(String path, String json, String... headers) {
    HttpRequest.Builder request = request(path).PUT(HttpRequest.BodyPublishers.ofString(json));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(cluster.frontEnd(1) + path))
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
