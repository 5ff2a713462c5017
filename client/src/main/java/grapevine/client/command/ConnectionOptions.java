package grapevine.client.command;

import grapevine.client.api.FrontEnds;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.SessionFile;
import grapevine.client.api.Waiting;
import grapevine.client.text.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options every command has: whom to ask, as whom, and how long to wait. */
final class ConnectionOptions {
  private static final String DEFAULT_FRONT_END = "http://127.0.0.1:8080";
  private static final int FRONT_ENDS_MAX = 16;
  private static final int TIMEOUT_SECONDS_MAX = 300;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--front-end",
      paramLabel = "URL",
      splitSynopsisLabel = ",",
      split = ",",
      description =
          "Front ends, tried in turn. Default: $GRAPEVINE_FRONT_ENDS, else " + DEFAULT_FRONT_END)
  private List<String> frontEnds;

  @Option(
      names = "--session",
      paramLabel = "FILE",
      description = "Who you are and what you saw last. Default: ~/.grapevine/session.json")
  private Path session;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Longest wait for one front end (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(names = "--verbose", description = "Say on stderr who answered, how, and every retry.")
  private boolean verbose;

  GrapevineApi connect(UserTerminal terminal) {
    Screen screen = terminal.screen();
    if (timeoutSeconds < 1 || timeoutSeconds > TIMEOUT_SECONDS_MAX) {
      throw usage("--timeout must be from 1 to " + TIMEOUT_SECONDS_MAX);
    }
    List<HttpUrl> urls = urls(terminal);
    Waiting waiting = terminal.waiting();
    Consumer<String> notice =
        line -> {
          waiting.pauses();
          screen.notice(line);
        };
    Consumer<String> says = verbose ? notice : FrontEnds.SILENT;
    SessionFile sessionFile = new SessionFile(sessionPath(), screen::notice);
    return new GrapevineApi(
        new FrontEnds(
            urls,
            sessionFile,
            Duration.ofSeconds(timeoutSeconds),
            notice,
            says,
            terminal.pause(),
            waiting));
  }

  private Path sessionPath() {
    return session != null
        ? session
        : Path.of(System.getProperty("user.home"), ".grapevine", "session.json");
  }

  private List<HttpUrl> urls(UserTerminal terminal) {
    List<String> given = frontEnds;
    if (given == null) {
      String fromEnvironment = terminal.environment().getOrDefault("GRAPEVINE_FRONT_ENDS", "");
      given = List.of((fromEnvironment.isBlank() ? DEFAULT_FRONT_END : fromEnvironment).split(","));
    }
    if (given.size() > FRONT_ENDS_MAX) {
      throw usage("at most " + FRONT_ENDS_MAX + " front ends may be named");
    }
    List<HttpUrl> urls = new ArrayList<>();
    for (String text : given) {
      HttpUrl url = HttpUrl.parse(text.strip());
      if (url == null || !url.encodedPath().equals("/") || url.query() != null) {
        throw usage(
            "'" + text.strip() + "' is no front end: give a URL such as " + DEFAULT_FRONT_END);
      }
      urls.add(url);
    }
    return urls;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
