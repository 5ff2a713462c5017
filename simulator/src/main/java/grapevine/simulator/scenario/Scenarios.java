package grapevine.simulator.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The golden scenarios that come with the program; a name is the behaviour that it shows. */
public final class Scenarios {
  static final String FOLDER = "/grapevine/simulator/scenarios/";
  static final String INDEX = "index";

  private Scenarios() {}

  /** In alphabetical order. */
  public static List<String> names() {
    return read(INDEX).lines().toList();
  }

  static String text(String name) {
    return read(name + ".txt");
  }

  /** The scenario as it reads when its commands are carried out now. */
  static Scenario play(Scenario scenario) {
    try (ScenarioRun run = new ScenarioRun()) {
      return scenario.played(run::play);
    }
  }

  private static String read(String file) {
    try (InputStream in = Scenarios.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no scenario file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
