package grapevine.client;

import grapevine.client.api.Waiting;
import grapevine.client.command.UserTerminal;
import grapevine.client.dialogue.LineSource;
import grapevine.client.text.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** Front ends on ports of their own, a session file, and a client whose output is kept. */
final class ClientFixture implements AutoCloseable {
  static final String REFUSED = "http://127.0.0.1:1";

  final MockWebServer first = new MockWebServer();
  final MockWebServer second = new MockWebServer();
  final Path session;
  int width = 80;
  boolean colour;
  String out = "";
  String err = "";

  /** {@link #err} without its line breaks, which depend on the width. */
  String errText = "";

  ClientFixture(Path folder) throws IOException {
    first.start();
    second.start();
    session = folder.resolve("grapevine").resolve("session.json");
  }

  int runFirst(String... args) {
    return run(url(first), "", args);
  }

  int run(String frontEnds, String input, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--session", session.toString()));
    return run(frontEnds, input, all);
  }

  /** A command that asks nobody. */
  int runBare(String... args) {
    return run(REFUSED, "", List.of(args));
  }

  private int run(String frontEnds, String input, List<String> all) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    Screen screen = new Screen(utf8(outBytes), utf8(errBytes), width, colour, "\u00a3");
    UserTerminal terminal =
        new UserTerminal(
            () -> LineSource.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
            false,
            screen,
            Map.of("GRAPEVINE_FRONT_ENDS", frontEnds),
            duration -> {},
            Waiting.UNSEEN);
    int exitCode = ClientMain.run(terminal, all.toArray(String[]::new));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    errText = err.replaceAll("\\s+", " ");
    return exitCode;
  }

  static String url(MockWebServer server) {
    return server.url("/").toString();
  }

  static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body);
  }

  static MockResponse problem(int status, String code) {
    String body =
        """
        {"type":"about:blank","title":"The title of %s","status":%d,"code":"%s",\
        "detail":"Some detail.","instance":"/x","retryable":false}"""
            .formatted(code, status, code);
    return json(status, body).setHeader("Content-Type", "application/problem+json").build();
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
