package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProvidersMainTest {
  private static final String RESOLVED =
      "{\"result\":{\"postcode\":\"DH1 3LE\",\"latitude\":54.767,\"longitude\":-1.573}}";

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void offline_it_says_that_nobody_was_asked() {
    assertThat(run("DH13LE")).isEqualTo(1);
    assertThat(out.toString()).contains("POSTCODES_IO: OFFLINE, 0 calls");
  }

  @Test
  void it_tells_what_each_answers() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              boolean isLookup = request.getTarget().startsWith("/postcodes/");
              return new MockResponse.Builder()
                  .setHeader("Content-Type", "application/json")
                  .body(isLookup ? RESOLVED : "{}")
                  .build();
            }
          });
      server.start();
      String url = server.url("/").toString();
      int code =
          run(
              "DH13LE --providers live --postcodes-url U --overpass-url U --fsa-url U"
                  .replace("U", url)
                  .split(" ", -1));
      assertThat(code).isEqualTo(1);
      assertThat(out.toString())
          .contains("POSTCODES_IO: DH1 3LE is at 54.767, -1.573")
          .contains("OVERPASS: Failed[reason=MALFORMED")
          .contains("FSA: CLOSED, 1 calls")
          .contains("© OpenStreetMap contributors");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HELLO", "DH13LE --providers x", "DH13LE --fsa-url x"})
  void wrong_arguments_are_one_line_and_exit_code_2(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1))).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(1);
  }

  private int run(String... arguments) {
    CommandLine commandLine = ProvidersMain.commandLine();
    commandLine.setErr(new PrintWriter(errors, true));
    commandLine.setOut(new PrintWriter(out, true));
    return commandLine.execute(arguments);
  }
}
