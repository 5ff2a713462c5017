package grapevine.client.command;

import grapevine.client.api.FrontEnds;
import grapevine.client.api.Waiting;
import grapevine.client.dialogue.LineSource;
import grapevine.client.terminal.EditedLines;
import grapevine.client.text.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the process is connected to: its input, its screen, its environment and time. Tests hand in
 * their own. {@code input} is opened on first use, so that commands never touch stdin.
 */
public record UserTerminal(
    Supplier<LineSource> input,
    boolean inputIsTerminal,
    Screen screen,
    Map<String, String> environment,
    FrontEnds.Pause pause,
    Waiting waiting) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int WIDTH_MIN = 40;
  private static final int WIDTH_MAX = 160;

  public static UserTerminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean terminalIn = isTerminal(0);
    boolean terminalOut = isTerminal(1);
    boolean colour =
        terminalOut
            && isTerminal(2) // problems are coloured there too
            && allowsColour(environment);
    Screen screen =
        new Screen(
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            terminalOut ? width(environment, terminalIn) : DEFAULT_WIDTH,
            colour,
            !terminalOut || speaksUtf8(environment) ? "\u00a3" : "GBP ");
    CallWatch watch = new CallWatch(screen.err(), isTerminal(2));
    watch.sayOnInterrupt();
    boolean canEdit = terminalIn && terminalOut;
    return new UserTerminal(
        () -> canEdit ? EditedLines.ofProcess(environment) : LineSource.of(System.in),
        terminalIn,
        screen,
        environment,
        duration -> TimeUnit.MILLISECONDS.sleep(duration.toMillis()),
        watch);
  }

  /** The same without colours, whatever the environment says. */
  public UserTerminal withoutColour() {
    Screen plain =
        new Screen(screen.out(), screen.err(), screen.width(), false, screen.poundSign());
    return new UserTerminal(input, inputIsTerminal, plain, environment, pause, waiting);
  }

  static boolean allowsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /**
   * System.console() says only whether both ends are terminals, and from Java 22 on not even that.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // no such folder: as a pipe, which needs no terminal's abilities
    }
  }

  private static boolean speaksUtf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        return locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
      }
    }
    return false;
  }

  private static int width(Map<String, String> environment, boolean terminalIn) {
    String columns = environment.getOrDefault("COLUMNS", "");
    if (!columns.matches("\\d{1,4}")) {
      columns = terminalIn ? columnsFromStty() : "";
    }
    int width = columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    return Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width));
  }

  private static String columnsFromStty() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return size.substring(size.indexOf(' ') + 1).trim();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
