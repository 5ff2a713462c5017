package grapevine.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every scenario file. After a change that is meant, or with a new file,
 *
 * <pre>./mvnw -pl simulator test -Dtest=ScenariosTest -Dgrapevine.scenarios.rewrite=true</pre>
 *
 * writes the outputs and the index anew; read the difference before you commit it.
 */
class ScenariosTest {
  private static final Path FOLDER = Path.of("src/main/resources" + Scenarios.FOLDER);
  private static final boolean IS_REWRITING = Boolean.getBoolean("grapevine.scenarios.rewrite");

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".txt"))
          .map(file -> file.substring(0, file.length() - ".txt".length()))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_scenario_comes_as_its_file_says() throws IOException {
    return files().stream().map(name -> DynamicTest.dynamicTest(name, () -> checkOrRewrite(name)));
  }

  private static void checkOrRewrite(String name) {
    if (IS_REWRITING) {
      rewrite(name);
    } else {
      assertThat(new ScenarioCheck().apply(name)).isNull();
    }
  }

  private static void rewrite(String name) {
    Path file = FOLDER.resolve(name + ".txt");
    try {
      Scenario scenario = Scenario.parse(Files.readString(file));
      Files.writeString(file, Scenarios.play(scenario).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_index_names_exactly_the_files() throws IOException {
    if (IS_REWRITING) {
      Files.writeString(FOLDER.resolve(Scenarios.INDEX), String.join("\n", files()) + "\n");
    } else {
      assertThat(Scenarios.names()).isEqualTo(files());
    }
  }

  @Test
  void every_scenario_begins_with_the_rules_that_it_shows() throws IOException {
    assertThat(files())
        .allMatch(name -> Scenarios.text(name).matches("(?s)# R\\d+[ab]?(, R\\d+[ab]?)*[:,] .*"));
  }

  @Test
  void reading_and_writing_a_scenario_changes_nothing() throws IOException {
    assertThat(files())
        .allMatch(name -> Scenario.parse(Scenarios.text(name)).text().equals(Scenarios.text(name)));
  }

  /** Otherwise a check that finds nothing would prove nothing. */
  @Test
  void an_output_that_differs_is_told_as_expected_and_as_it_came() {
    String commands = "cluster rms=1\nupdate pizza\n----\n";
    String golden = Scenarios.play(Scenario.parse(commands)).text();
    assertThat(ScenarioCheck.difference(Scenario.parse(golden))).isNull();
    assertThat(
            ScenarioCheck.difference(
                Scenario.parse(golden.replace("append rm1:1", "append rm1:2"))))
        .startsWith("cluster rms=1\nupdate pizza\n")
        .contains("append rm1:2")
        .contains("append rm1:1");
  }

  @Test
  void a_command_that_makes_no_sense_is_a_difference() {
    assertThat(played("cluster rms=3\nquery pizza on=rm1")).contains("does not know [on]");
    assertThat(played("cluster rms=3\ndeliver rm1>rm2")).contains("finds nothing on its way");
    assertThat(played("cluster rms=3\nforget rm1")).contains("is not a command");
    assertThat(played("cluster rms=3\ncrash rm1\nsync rm1")).contains("rm1 is not running");
  }

  private static String played(String commands) {
    return ScenarioCheck.difference(Scenario.parse(commands + "\n----\n"));
  }
}
