package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Narrow windows, colours, what is said when one wants to know more, and completion in shells. */
class ScreenFitTest {
  private static final String TRACE =
      """
      {"asked":["rm1","rm2"],"answered":["rm2"],"before":{"rm1":3},"after":{"rm1":3,"rm2":9},\
      "waitedMillis":20}""";

  @TempDir Path folder;
  ClientFixture client;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "restaurants --postcode DH1; RESTAURANTS",
        "menu r-1; MENU",
        "quote r-1 --collection --item i-1; QUOTE",
        "orders; ORDERS",
        "show o-77; ORDER",
        "cluster; CLUSTER"
      })
  void nothing_is_wider_than_forty_columns(String command, String body) throws Exception {
    client.width = 40;
    String text = (String) ApiBodies.class.getDeclaredField(body.strip()).get(null);
    client.first.enqueue(json(200, text).build());
    assertThat(client.runFirst(command.split(" ", -1))).isZero();
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 40, client.out);
    assertThat(client.out).isNotBlank();
  }

  @Test
  void no_color_takes_the_colours_away() {
    client.colour = true;
    client.first.enqueue(json(200, ApiBodies.MENU).build());
    client.runFirst("menu", "r-1");
    assertThat(client.out).contains("\u001b[");
    for (String option : List.of("--no-color", "--no-colour")) {
      client.first.enqueue(json(200, ApiBodies.MENU).build());
      client.runFirst("menu", "r-1", option);
      assertThat(client.out).contains("Tikka masala").doesNotContain("\u001b");
    }
  }

  @Test
  void verbose_tells_who_was_asked_and_what_the_session_has_seen() {
    client.first.enqueue(json(200, ApiBodies.MENU).addHeader("X-Grapevine-Trace", TRACE).build());
    client.runFirst("menu", "r-1", "--verbose");
    assertThat(client.errText)
        .contains("GET /v1/restaurants/r-1/menu -> 200 in")
        .contains("asked rm1, rm2; answered rm2; waited 20 ms")
        .contains("timestamp before rm1:3", "timestamp after rm1:3 rm2:9");
  }

  @Test
  void bash_completes_commands_and_options_from_what_is_printed() throws Exception {
    assertThat(client.runBare("completion", "fish")).isEqualTo(2);
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, completion("bash"));
    assertThat(completed(script, "grapevine kit")).containsExactly("kitchen");
    assertThat(completed(script, "grapevine menu --ver")).contains("--verbose", "--version");
    assertThat(completed(script, "grapevine account cr")).containsExactly("create");
    assertThat(completion("zsh")).startsWith("autoload").contains("bashcompinit");
  }

  private String completion(String shell) {
    assertThat(client.runBare("completion", shell)).isZero();
    return client.out;
  }

  private static List<String> completed(Path script, String line) throws Exception {
    String[] words = line.split(" ", -1);
    String program =
        "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_grapevine;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", program, "bash", script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(output).isZero();
    return output.lines().map(String::strip).toList();
  }
}
