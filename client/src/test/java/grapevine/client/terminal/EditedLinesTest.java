package grapevine.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.dialogue.Question;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The editor of lines on a terminal that is two streams. */
class EditedLinesTest {
  private static final Question NAME =
      Question.ofWords("Dish > ", "", List.of("Samosa", "Tikka masala"));

  @TempDir Path folder;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void tab_completes_a_name_with_spaces_whatever_its_case() throws IOException {
    assertThat(lines("tikka m\t\n").next(NAME).map(String::strip)).contains("Tikka masala");
  }

  @Test
  void the_end_of_input_is_no_line() throws IOException {
    assertThat(lines("\u0004").next(NAME)).isEmpty();
  }

  @Test
  void only_what_tells_nothing_about_a_person_is_remembered() throws IOException {
    Path history = HistoryFile.in(Map.of("XDG_STATE_HOME", folder.toString()), Path.of("/"));
    HistoryFile.prepare(history);
    EditedLines lines = lines("Samosa\nAda King\n3\ncorrect horse\n");
    lines.next(NAME);
    lines.next(Question.personal("Name > ", ""));
    lines.next(NAME);
    lines.secret("Password: ");
    assertThat(Files.readAllLines(history)).containsExactly("Samosa");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    String shown = screen.toString(StandardCharsets.UTF_8);
    assertThat(shown.substring(shown.indexOf("Password: "))).doesNotContain("horse");
  }

  @Test
  void a_history_that_others_could_read_is_taken_from_them() throws IOException {
    Path history = folder.resolve("history");
    Files.createFile(history);
    Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-r--r--"));
    HistoryFile.prepare(history);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
  }

  private EditedLines lines(String typed) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .streams(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), screen)
            .type("xterm")
            .provider("exec")
            .build();
    Path history = folder.resolve("grapevine").resolve("history");
    return new EditedLines(
        terminal, Files.exists(history) ? Optional.of(history) : Optional.empty());
  }
}
