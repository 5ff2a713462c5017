package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.demo.Evening;
import grapevine.client.demo.Stage;
import grapevine.client.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of {@code grapevine demo}, which checks what it tells, in this JVM. */
class EveningTest {
  @TempDir private Path folder;

  @Test
  void one_order_survives_impatience_a_death_and_two_couriers() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    try (RunningCluster cluster = new RunningCluster(folder.resolve("data"), 3, 2)) {
      Screen screen = new Screen(out, out, 100, false, "\u00a3");
      new Evening(new InThisJvm(cluster, folder.resolve("people")), screen, Duration.ZERO).tell();
    }
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("One order", "rm2", "is killed", "has waited", "nothing lost, nothing twice")
        .doesNotContain("(her device)");
  }

  private record InThisJvm(RunningCluster cluster, Path folder) implements Stage {
    @Override
    public List<HttpUrl> frontEnds() {
      return List.of(HttpUrl.get(cluster.frontEnd(1)), HttpUrl.get(cluster.frontEnd(2)));
    }

    @Override
    public String credential() {
      return RunningCluster.KEY.linkCredential();
    }

    @Override
    public void kill(String replicaManager) {
      cluster.close(replicaManager);
    }

    @Override
    public void bringBack(String replicaManager) {
      cluster.restart(replicaManager);
    }
  }
}
