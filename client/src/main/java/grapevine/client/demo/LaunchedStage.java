package grapevine.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;

/** A cluster of processes on this machine, started by {@code launch.sh} in a folder of its own. */
public final class LaunchedStage implements Stage, AutoCloseable {
  private static final long LAUNCH_SECONDS_MAX = 600;
  private static final long END_SECONDS_MAX = 10;

  private final Path launcher;
  private final Path data;
  private final String[] size;
  private final List<HttpUrl> frontEnds = new ArrayList<>();

  /**
   * @param launcher the path of {@code launch.sh}
   * @param data everything in it is forgotten
   * @param port the front ends' first port
   */
  public LaunchedStage(Path launcher, Path data, int port) {
    this.launcher = launcher;
    this.data = data;
    this.size = new String[] {"--port", Integer.toString(port), "2", "3", "0"};
  }

  /** Returns when all answer. */
  public void start() {
    launch("--fresh");
    for (JsonNode process : processes()) {
      if (process.path("kind").asText().equals("frontend")) {
        frontEnds.add(HttpUrl.get(process.path("url").asText()));
      }
    }
  }

  @Override
  public List<HttpUrl> frontEnds() {
    return List.copyOf(frontEnds);
  }

  @Override
  public String credential() {
    try {
      return ClusterKey.read(data.resolve("cluster.key")).linkCredential();
    } catch (IOException e) {
      throw new StoryBroken("The cluster's key cannot be read: " + e.getMessage());
    }
  }

  @Override
  public Path folder() {
    return data.resolve("people");
  }

  @Override
  public void kill(String replicaManager) {
    for (JsonNode process : processes()) {
      if (process.path("name").asText().equals(replicaManager)) {
        end(process.path("pid").asLong());
        return;
      }
    }
    throw new StoryBroken("There is no process of " + replicaManager);
  }

  private static void end(long pid) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new StoryBroken("Process " + pid + " is not there"));
    process.destroyForcibly();
    try {
      process.onExit().get(END_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw StoryBroken.interrupted();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new StoryBroken("Process " + pid + " did not end");
    }
  }

  @Override
  public void bringBack(String replicaManager) {
    // Starts only what is missing.
    launch();
  }

  @Override
  public void close() {
    if (Files.exists(data.resolve("cluster.conf"))) {
      run(List.of("--stop", "--data", data.toString()));
    }
  }

  private void launch(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--detach", "--data", data.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of(size));
    run(arguments);
  }

  private JsonNode processes() {
    String status = run(List.of("--status", "--json", "--data", data.toString()));
    try {
      return new ObjectMapper().readTree(status);
    } catch (IOException e) {
      throw new StoryBroken("launch.sh --status --json said: " + status);
    }
  }

  private String run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LAUNCH_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new StoryBroken(String.join(" ", command) + " failed: " + out.strip());
      }
      return out;
    } catch (IOException e) {
      throw new StoryBroken(launcher + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      throw StoryBroken.interrupted();
    }
  }
}
