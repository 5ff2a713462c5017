package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes: 2 for arguments that are wrong, 1 where they are right and it cannot listen. */
class FrontEndMainTest {
  @TempDir Path directory;
  private String key;

  @BeforeEach
  void writeKey() throws IOException {
    key = Files.writeString(directory.resolve("key"), "a key for tests, long enough").toString();
  }

  @Test
  void wrong_arguments_exit_with_2() {
    assertThat(FrontEndMain.run()).isEqualTo(2);
    assertThat(run("127.0.0.1:0", "rm1", key)).isEqualTo(2);
    assertThat(run("127.0.0.1:0", "rm1=nowhere", key)).isEqualTo(2);
    assertThat(run("127.0.0.1:0", "rm1=127.0.0.1:1,rm1=127.0.0.1:2", key)).isEqualTo(2);
    assertThat(run("127.0.0.1", "rm1=127.0.0.1:1", key)).isEqualTo(2);
    assertThat(run("127.0.0.1:0", "rm1=127.0.0.1:1", directory.resolve("missing").toString()))
        .isEqualTo(2);
    assertThat(run("127.0.0.1:0", "rm1=127.0.0.1:1", key, "--fan-out", "0")).isEqualTo(2);
    assertThat(run("127.0.0.1:0", "rm1=127.0.0.1:1", key, "--url", "ftp://x")).isEqualTo(2);
  }

  @Test
  void help_exits_with_0() {
    assertThat(FrontEndMain.run("--help")).isZero();
  }

  @Test
  void a_port_in_use_exits_with_1() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("127.0.0.1:" + taken.getLocalPort(), "rm1=127.0.0.1:1", key)).isEqualTo(1);
    }
  }

  private static int run(String listen, String replicas, String key, String... more) {
    String[] args = new String[8 + more.length];
    String[] first = {
      "--name", "fe1", "--listen", listen, "--replicas", replicas, "--cluster-key", key
    };
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    return FrontEndMain.run(args);
  }
}
