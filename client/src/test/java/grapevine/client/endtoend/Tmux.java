package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The client in a real terminal: a tmux of its own, on a socket of its own, in which keys are
 * pressed and whose screen is read. What runs in it says {@code ended with N} at its end, and how
 * it left the terminal.
 */
final class Tmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int HEIGHT = 70;

  private final Path folder;
  private final Path socket;

  private Tmux(Path folder) {
    this.folder = folder;
    this.socket = folder.resolve("socket");
  }

  static boolean isThere() {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs the client with these arguments in a window of this width. */
  static Tmux run(int width, Map<String, String> environment, String... arguments)
      throws IOException {
    Tmux tmux = new Tmux(Files.createTempDirectory("grapevine-tmux"));
    Path script = tmux.folder.resolve("run.sh");
    Files.writeString(script, script(environment, arguments));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    tmux.command(
        "-f", "/dev/null", "new-session", "-d", "-x", "" + width, "-y", "" + HEIGHT, "" + script);
    return tmux;
  }

  private static String script(Map<String, String> environment, String... arguments) {
    StringBuilder script = new StringBuilder("#!/bin/sh\nexport LC_ALL=C.UTF-8\n");
    environment.forEach(
        (name, value) ->
            script.append("export ").append(name).append('=').append(quoted(value)).append('\n'));
    List<String> words = new ArrayList<>();
    words.add(quoted(System.getProperty("java.home") + "/bin/java"));
    words.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    words.add(
        quoted(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    words.add("grapevine.client.ClientMain");
    for (String argument : arguments) {
      words.add(quoted(argument));
    }
    // Ctrl-C is the client's; the script goes on to say how it ended.
    return script
        .append("trap : INT\n")
        .append(String.join(" ", words))
        .append("\necho ended with $?\n")
        .append("stty -a | grep -q ' echo ' && stty -a | grep -q ' icanon ' && echo sane\n")
        .append("exec cat >/dev/null\n")
        .toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** Keys by their tmux names, such as Enter; all else is typed as it is. */
  void press(String... keys) throws IOException {
    for (String key : keys) {
      command("send-keys", key);
    }
  }

  void type(String text) throws IOException {
    command("send-keys", "-l", text);
  }

  void enter(String text) throws IOException {
    type(text);
    press("Enter");
  }

  /** Waits until the screen shows it, whatever the line breaks. */
  void awaitText(String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(words(screen())).contains(text));
  }

  /** Waits until this is the last thing on the screen: the prompt that is open. */
  void awaitPrompt(String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .untilAsserted(() -> assertThat(words(screen()).stripTrailing()).endsWith(text));
  }

  /** The screen with lines that the terminal had to break put together again. */
  String screen() throws IOException {
    return command("capture-pane", "-p", "-J");
  }

  private static String words(String screen) {
    return screen.replaceAll("\\s+", " ");
  }

  private String command(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    line.addAll(List.of(words));
    Process tmux = new ProcessBuilder(line).redirectErrorStream(true).start();
    try {
      String output = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!tmux.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || tmux.exitValue() != 0) {
        throw new IOException("tmux " + String.join(" ", words) + ": " + output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    command("kill-server");
  }
}
