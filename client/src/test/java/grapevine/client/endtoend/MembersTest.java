package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.ClientMain;
import grapevine.client.api.OrderRequest;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R17: replica managers come and go, as customers and operators see it. */
class MembersTest {
  private static final String KEY = "ffeeddccbbaa99887766554433221100";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Path key;
  private String out = "";
  private String err = "";

  @BeforeEach
  void writeKey() throws Exception {
    key = Files.writeString(folder.resolve("key"), KEY);
  }

  @Test
  void a_front_end_that_knows_one_finds_those_that_come_and_forgets_those_that_go()
      throws Exception {
    try (RunningCluster cluster = new RunningCluster(folder.resolve("data"), 2, 0)) {
      String frontEnd = cluster.frontEndThatKnows("rm1", "seed");
      Customer customer = new Customer(folder.resolve("session.json"));
      awaitNames(customer, frontEnd, "rm1", "rm2");
      customer.awaitConvergence(frontEnd);
      OrderRequest basket = customer.basket(frontEnd);
      customer.order(frontEnd, basket, "one", 2);
      awaitMajority(cluster, "rm2");

      cluster.join("rm3", "rm2");
      awaitNames(customer, frontEnd, "rm1", "rm2", "rm3");
      customer.awaitConvergence(frontEnd);
      cluster.close("rm1"); // the only one that it was told of
      String second = customer.order(frontEnd, basket, "two", 2);
      await().atMost(PATIENCE).until(() -> run(cluster, "rm2", "retire", "rm1") == 0);
      assertThat(out).contains("Retired rm1");
      awaitNames(customer, frontEnd, "rm2", "rm3");
      assertThat(customer.statusOf(frontEnd, second)).isEqualTo("PLACED");
      customer.order(frontEnd, basket, "three", 2);
    }
  }

  @Test
  void an_operator_shows_drains_and_lets_leave() throws Exception {
    try (RunningCluster cluster = new RunningCluster(folder.resolve("data"), 3, 1)) {
      String frontEnd = cluster.frontEnd(1);
      Customer customer = new Customer(folder.resolve("session.json"));
      customer.awaitConvergence(frontEnd);
      OrderRequest basket = customer.basket(frontEnd);
      awaitMajority(cluster, "rm1");
      assertThat(run(cluster, "rm1", "members")).isZero();
      assertThat(out).contains("rm1", "rm2", "rm3", "ACTIVE", "A majority is there, led by rm");

      assertThat(run(cluster, "rm1", "drain", "rm3")).as(err).isZero();
      await().atMost(PATIENCE).until(() -> status(customer, frontEnd, "rm3").equals("OFFLINE"));
      customer.order(frontEnd, basket, "while-drained", 2);
      assertThat(run(cluster, "rm1", "resume", "rm3")).isZero();
      await().atMost(PATIENCE).until(() -> status(customer, frontEnd, "rm3").equals("ACTIVE"));

      assertThat(run(cluster, "rm1", "leave", "rm3")).as(err).isZero();
      awaitNames(customer, frontEnd, "rm1", "rm2");
      customer.order(frontEnd, basket, "after-leaving", 2);
      assertThat(run(cluster, "rm1", "leave", "rm3")).isEqualTo(3);
      assertThat(err).contains("MEMBER_UNKNOWN", "[rm1, rm2]");
      assertThat(run(cluster, "rm1", "retire", "rm1")).isEqualTo(5);
      assertThat(run(cluster, "rm1", "retire", "nobody", "--json")).isEqualTo(3);
      assertThat(out).contains("\"code\":\"MEMBER_UNKNOWN\"");
    }
  }

  /** Each replica manager learns of a majority for itself, one a little after another. */
  private void awaitMajority(RunningCluster cluster, String at) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> run(cluster, at, "members", "--json") == 0 && out.contains("\"majority\":true"));
  }

  private static void awaitNames(Customer customer, String frontEnd, String... names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> shown = new ArrayList<>();
              for (JsonNode replica :
                  customer.through(frontEnd).cluster().json().path("replicaManagers")) {
                shown.add(replica.path("name").asText());
              }
              assertThat(shown).containsExactlyInAnyOrder(names);
            });
  }

  private static String status(Customer customer, String frontEnd, String name) {
    for (JsonNode replica : customer.through(frontEnd).cluster().json().path("replicaManagers")) {
      if (replica.path("name").asText().equals(name)) {
        return replica.path("status").asText();
      }
    }
    return "";
  }

  private int run(RunningCluster cluster, String at, String... command) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Screen screen = new Screen(utf8(outBytes), utf8(errBytes), 200, false, "\u00a3");
    UserTerminal terminal =
        new UserTerminal(
            () -> LineSource.of(new ByteArrayInputStream(new byte[0])),
            false,
            screen,
            Map.of(),
            duration -> {},
            Waiting.UNSEEN);
    List<String> arguments = new ArrayList<>(List.of("cluster"));
    arguments.addAll(Arrays.asList(command));
    arguments.addAll(List.of("--url", cluster.replica(at), "--cluster-key", key.toString()));
    int exitCode = ClientMain.run(terminal, arguments.toArray(String[]::new));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
