package grapevine.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaultsMainTest {
  private final StringWriter err = new StringWriter();

  @Test
  void wrong_arguments_are_told_in_a_line() {
    assertThat(execute("--front-ends", "localhost:8080")).isEqualTo(2);
    assertThat(err.toString().strip()).contains("http://HOST:PORT").contains("--help");
  }

  @Test
  void a_rate_of_nothing_is_refused() {
    assertThat(execute("--front-ends", "http://127.0.0.1:1", "--rate", "0")).isEqualTo(2);
  }

  private int execute(String... args) {
    CommandLine line = FaultsMain.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
