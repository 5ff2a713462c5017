package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ReplicaMainTest {
  @TempDir private Path directory;
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--name rm1",
        "--name rm!1 --listen 127.0.0.1:0 --data D --cluster-key K",
        "--name rm1 --listen nowhere --data D --cluster-key K",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --peers rm2",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --peers rm1=127.0.0.1:1",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --peers rm2=a:1,rm2=b:1",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --simulate-status 2",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --simulate-status x",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --join 127.0.0.1:1",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --join http://127.0.0.1",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --advertise 0.0.0.0:1",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --fan-out 0",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --nonsense",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --providers sometimes",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --postcodes-url ftp://a",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --overpass-url http:///x",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --fsa-url http://a?b",
        "--name rm1 --listen 127.0.0.1:0 --data D --cluster-key K --contact (me)",
      })
  void wrong_arguments_are_one_line_and_exit_code_2(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(1);
  }

  @Test
  void a_missing_key_or_a_taken_port_is_exit_code_1() throws IOException {
    Path key = directory.resolve("key");
    assertThat(run(arguments("127.0.0.1:0", key))).isEqualTo(1);
    Files.writeString(key, "short");
    assertThat(run(arguments("127.0.0.1:0", key))).isEqualTo(1);
    Files.writeString(key, "00112233445566778899aabbccddeeff");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run(arguments("127.0.0.1:" + taken.getLocalPort(), key))).isEqualTo(1);
    }
  }

  @Test
  void one_that_listens_everywhere_has_to_say_where_it_is_to_join() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "00112233445566778899aabbccddeeff");
    List<String> arguments = new ArrayList<>(List.of(arguments("0.0.0.0:0", key)));
    arguments.addAll(List.of("--join", "http://127.0.0.1:1"));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(9);
  }

  @Test
  void a_database_of_another_name_is_exit_code_5() throws IOException {
    try (TestCluster cluster = new TestCluster(directory, "rm1")) {
      cluster.awaitReady();
    }
    Files.move(directory.resolve("rm1"), directory.resolve("rm2"));
    Path key = Files.writeString(directory.resolve("key"), "00112233445566778899aabbccddeeff");
    String[] arguments = arguments("127.0.0.1:0", key);
    arguments[1] = "rm2";
    assertThat(run(arguments)).isEqualTo(5);
  }

  private String[] arguments(String listen, Path key) {
    return new String[] {
      "--name",
      "rm1",
      "--listen",
      listen,
      "--data",
      directory.resolve("rm2").toString(),
      "--cluster-key",
      key.toString()
    };
  }

  private int run(String... arguments) {
    CommandLine commandLine = ReplicaMain.commandLine();
    commandLine.setErr(new PrintWriter(errors, true));
    return commandLine.execute(arguments);
  }
}
