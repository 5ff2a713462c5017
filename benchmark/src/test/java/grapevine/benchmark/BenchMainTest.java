package grapevine.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

class BenchMainTest {
  private static final int COLUMNS = 100;

  private final StubFrontEnd frontEnd = new StubFrontEnd();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;
  private Path body;

  @BeforeEach
  void writeBody() throws Exception {
    body = Files.writeString(directory.resolve("order.json"), "{}");
  }

  @AfterEach
  void stop() {
    frontEnd.close();
  }

  @Test
  void the_result_is_json_for_scripts() throws Exception {
    frontEnd.refuse(number -> number % 10 == 0);
    assertThat(bench("--rates", "50,100", "--json", "--mix", "mixed")).isZero();
    JsonNode run = Json.mapper().readTree(out.toString());
    assertThat(run.get("mix").asText()).isEqualTo("MIXED");
    assertThat(run.get("steps")).hasSize(2);
    JsonNode step = run.get("steps").get(1);
    assertThat(step.get("offeredPerSecond").asDouble()).isEqualTo(100);
    JsonNode total = step.get("total");
    assertThat(total.get("offered").asInt()).isEqualTo(100);
    assertThat(total.get("succeeded").asInt() + total.get("refused").asInt()).isEqualTo(100);
    assertThat(total.get("refusals").get(0).get("code").asText()).isEqualTo("OVERLOADED");
    assertThat(total.get("latency").get("p99Micros").asLong()).isPositive();
    assertThat(step.get("byKind").get("READ").get("offered").asInt()).isPositive();
    assertThat(step.get("perSecond").get(0).get("good").asInt()).isPositive();
    assertThat(step.get("generatorCpuMicrosPerRequest").asDouble()).isPositive();
  }

  @Test
  void the_table_fits_the_terminal_and_the_picture_is_svg() throws Exception {
    frontEnd.refuse(number -> number % 10 == 0);
    Path picture = directory.resolve("latency.svg");
    assertThat(bench("--closed-loop", "1,4", "--plot", picture.toString())).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThan(4).allMatch(l -> l.length() <= COLUMNS);
    assertThat(out.toString()).contains("connect.").contains("refused 503 OVERLOADED");
    Document svg =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(5);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(10);
  }

  @Test
  void the_peak_is_the_best_of_the_steps() throws Exception {
    assertThat(bench("--find-peak", "--connections", "16", "--json")).isZero();
    JsonNode run = Json.mapper().readTree(out.toString());
    assertThat(run.get("steps")).hasSize(2);
    double best = 0;
    for (JsonNode step : run.get("steps")) {
      best = Math.max(best, step.get("total").get("goodPerSecond").asDouble());
    }
    assertThat(run.get("peakPerSecond").asDouble()).isEqualTo(best).isPositive();
  }

  @Test
  void nothing_but_refusals_is_told_by_the_exit_code() {
    frontEnd.refuse(number -> true);
    assertThat(bench("--rate", "20")).isEqualTo(1);
  }

  @Test
  void a_cluster_that_is_not_there_is_said_so_before_any_load() {
    frontEnd.close();
    assertThat(bench("--rate", "20")).isEqualTo(3);
    assertThat(err.toString()).contains("no front end answers at").contains("./launch.sh");
  }

  @Test
  void a_wrong_argument_is_told_in_one_line() {
    assertUsage("--rate=1 --duration=0", "--duration must be from 1 to 3600, not 0");
    assertUsage("--rate=0.5", "--rate must be from 1 to 1000000, not 0.5");
    assertUsage("--rate=fast", "fast");
    assertUsage("--rate=1 --mix=write", "write");
    assertUsage("--rate=1 --closed-loop=2", "mutually exclusive");
    assertUsage("--closed-loop=2000", "--closed-loop must be from 1 to 1000, not 2000");
    assertUsage("--rate=1 --customers=10", "--customers must be from 1001");
    assertUsage("--rate=1 --front-end=ftp://x", "'ftp://x' is no front end");
    assertUsage("", "say how much load: --rate N");
    assertUsage("micro --forks=101", "--forks must be from 1 to 100, not 101");
  }

  private void assertUsage(String arguments, String message) {
    err.getBuffer().setLength(0);
    int code = commandLine().execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(code).as(arguments).isEqualTo(2);
    assertThat(err.toString()).startsWith("grapevine bench: ").contains(message).hasLineCount(1);
  }

  private int bench(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--front-end", frontEnd.url(), "--body", body.toString()));
    all.addAll(List.of("--duration", "1", "--warm-up", "0"));
    return commandLine().execute(all.toArray(String[]::new));
  }

  private CommandLine commandLine() {
    return BenchMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  }
}
