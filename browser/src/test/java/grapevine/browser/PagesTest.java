package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every page. */
class PagesTest {
  @TempDir static Path folder;
  private static RunningCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/kitchen", "/courier", "/cluster"})
  void it_keeps_its_own_policy_and_shuts_nobody_out(String path) {
    try (Browser browser = Browser.open(Browser.PHONE)) {
      browser.visit(cluster.frontEnd(1) + path);
      browser.find("h1");
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.barriers()).isEmpty();
    }
  }
}
