package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.ClientMain;
import grapevine.client.api.Waiting;
import grapevine.client.command.UserTerminal;
import grapevine.client.dialogue.LineSource;
import grapevine.client.text.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code grapevine backup} against a running cluster, as an operator types it. */
class BackupTest {
  private static final String KEY = "ffeeddccbbaa99887766554433221100";

  @TempDir private Path directory;
  private String out = "";
  private String err = "";

  @Test
  void a_backup_comes_from_any_living_replica_manager_and_overwrites_nothing() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), KEY);
    Path file = directory.resolve("backup.db");
    try (RunningCluster cluster = new RunningCluster(directory.resolve("data"), 3, 1)) {
      cluster.close("rm1");
      assertThat(backUp(cluster.frontEnd(1), file, key)).as(err).isZero();
      assertThat(out).contains("Backed up " + file);
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith("SQLite format 3");
      assertThat(directory.resolve("backup.db.part")).doesNotExist();

      assertThat(backUp(cluster.frontEnd(1), file, key)).isEqualTo(2);
      assertThat(err).contains("--force");
      String live = cluster.replica("rm2");
      assertThat(backUp(cluster.frontEnd(1), file, key, "--force", "--replica", live)).isZero();
      assertThat(out).contains(live);

      Path wrong = Files.writeString(directory.resolve("wrong"), KEY.replace('f', 'e'));
      Path other = directory.resolve("other.db");
      assertThat(backUp(cluster.frontEnd(1), other, wrong)).isEqualTo(6);
      assertThat(err.replaceAll("\\s+", " ")).contains("is this the cluster's key");
      assertThat(other).doesNotExist();
    }
  }

  private int backUp(String frontEnd, Path file, Path key, String... more) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Screen screen = new Screen(utf8(outBytes), utf8(errBytes), 200, false, "\u00a3");
    UserTerminal terminal =
        new UserTerminal(
            () -> LineSource.of(new ByteArrayInputStream(new byte[0])),
            false,
            screen,
            Map.of("GRAPEVINE_FRONT_ENDS", frontEnd),
            duration -> {},
            Waiting.UNSEEN);
    String[] arguments = new String[6 + more.length];
    arguments[0] = "backup";
    arguments[1] = file.toString();
    arguments[2] = "--cluster-key";
    arguments[3] = key.toString();
    arguments[4] = "--session";
    arguments[5] = directory.resolve("session.json").toString();
    System.arraycopy(more, 0, arguments, 6, more.length);
    int exitCode = ClientMain.run(terminal, arguments);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
