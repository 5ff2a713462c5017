package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work goes on when the front end of the page is lost. */
class WorkThroughFailuresTest {
  private static final Duration SEEN_MAX = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void an_inbox_goes_on_at_the_other_front_end() throws Exception {
    try (RunningCluster cluster = new RunningCluster(folder, 3, 2);
        Browser browser = Browser.open(Browser.DESK)) {
      String first = cluster.frontEnd(1);
      String second = cluster.frontEnd(2);
      Working.owner(first, "Olga");
      Working.account(first, "Ann", "CUSTOMER");
      String[] customer = Working.session(first, "Ann");
      awaitKnown(first);
      Working.logIn(browser, first + "/kitchen", "Olga");
      browser.click("#restaurants a");
      browser.awaitText("#live", "Live");
      cluster.closeFrontEnd(1);
      browser.awaitText("#banner", "Going on with", SEEN_MAX);
      String order = Working.order(second, customer);
      browser.awaitText("#calling", "New order", SEEN_MAX);
      browser.click(Working.press(order, "accept"));
      await()
          .atMost(SEEN_MAX)
          .until(
              () ->
                  Working.seen(second, order, customer).path("status").asText().equals("ACCEPTED"));
      // Whom nobody answers, the browser says by itself.
      assertThat(browser.complaints()).filteredOn(it -> !it.contains("net::ERR_")).isEmpty();
    }
  }

  /** The page learns of both when it is loaded. */
  private static void awaitKnown(String frontEnd) {
    await()
        .atMost(SEEN_MAX)
        .until(
            () -> Eating.send("GET", frontEnd + "/v1/cluster", "").path("frontEnds").size() == 2);
  }
}
