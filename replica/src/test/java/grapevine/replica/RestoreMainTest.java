package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.snapshot.SnapshotDownload;
import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.Token;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** From a backup of one cluster to another cluster that serves it. */
class RestoreMainTest {
  private static final int ORDERS = 30;

  @TempDir private static Path before;
  private static byte[] backedUp;
  private static Token seen = Token.EMPTY;

  @TempDir private Path directory;
  private final StringWriter said = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path backup;

  @BeforeAll
  static void backUp() throws Exception {
    Path target = before.resolve("backup.db");
    try (TestCluster cluster = new TestCluster(before.resolve("old"), "rm1", "rm2", "rm3")) {
      TestFrontEnd rm1 = cluster.link("rm1");
      for (int n = 1; n <= ORDERS; n++) {
        UpdateReply reply = rm1.place(new CallId(n, n), Token.EMPTY);
        PendingWrite write = new PendingWrite(new CallId(n, n), List.of(reply.dot()));
        seen = seen.afterUpdate(write, reply.lamport());
      }
      SnapshotDownload.fetch(
          URI.create("http://" + cluster.address("rm1")),
          TestCluster.KEY,
          target,
          SnapshotDownload.Progress.NONE);
    }
    backedUp = Files.readAllBytes(target);
  }

  @BeforeEach
  void write() throws Exception {
    backup = Files.write(directory.resolve("backup.db"), backedUp);
  }

  @Test
  void a_restored_cluster_of_three_serves_all_orders_and_takes_new_ones() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "00112233445566778899aabbccddeeff");
    assertThat(restore("--cluster-key", key.toString())).isZero();
    Path data = directory.resolve("new");
    assertThat(data.resolve("cluster.key")).hasSameBinaryContentAs(key);
    assertThat(data.resolve("cluster.conf")).content().contains("format=1", "replicas=3");
    try (TestCluster cluster = new TestCluster(data, "rm1", "rm2", "rm3")) {
      RecoveryTest.awaitEqual(cluster, ORDERS);
      for (String name : List.of("rm1", "rm2", "rm3")) {
        for (int n = 1; n <= ORDERS; n += 10) {
          QueryReply read = cluster.link(name).read(new CallId(n, n), seen);
          assertThat(read.outcome()).isEqualTo(Outcome.DONE);
          assertThat(TestFrontEnd.isFound(read)).isTrue();
        }
      }
      assertThat(cluster.link("rm2").place(new CallId(1, 1), seen).known()).isTrue();
      RecoveryTest.place(cluster, "rm1", 100);
      RecoveryTest.place(cluster, "rm3", 101);
      RecoveryTest.awaitEqual(cluster, ORDERS + 2);
    }
  }

  @Test
  void a_damaged_backup_is_refused_and_leaves_nothing_that_would_start() throws Exception {
    byte[] bytes = Files.readAllBytes(backup);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.lastIndexOf(TestFrontEnd.CUSTOMER)] ^= 1;
    Files.write(backup, bytes);
    assertThat(restore()).isEqualTo(5);
    assertThat(errors.toString()).contains("damaged");
    assertThat(directory.resolve("new").resolve("rm1")).doesNotExist();
  }

  @Test
  void only_the_named_one_is_made_and_a_used_directory_is_refused() {
    assertThat(restore("--name", "rm7")).isZero();
    assertThat(directory.resolve("new").resolve("rm7").resolve("replica.db")).exists();
    assertThat(directory.resolve("new").resolve("rm1")).doesNotExist();
    assertThat(said.toString()).contains("no cluster key");
    assertThat(restore("--name", "rm8")).isEqualTo(2);
    assertThat(errors.toString()).contains("is not empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--replicas 0",
        "--replicas 100",
        "--name rm!",
        "--name rm1 --replicas 2",
        "--cluster-key nowhere",
        "--nonsense"
      })
  void wrong_arguments_are_one_line_and_exit_code_2(String arguments) {
    assertThat(restore(arguments.split(" "))).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(1);
  }

  private int restore(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(backup.toString(), "--data", directory.resolve("new").toString()));
    arguments.addAll(List.of(more));
    CommandLine commandLine = RestoreMain.commandLine();
    commandLine.setOut(new PrintWriter(said, true));
    commandLine.setErr(new PrintWriter(errors, true));
    return commandLine.execute(arguments.toArray(String[]::new));
  }
}
