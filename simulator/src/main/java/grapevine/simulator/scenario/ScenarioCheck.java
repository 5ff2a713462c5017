package grapevine.simulator.scenario;

import java.util.List;
import java.util.function.Function;

/**
 * Plays the scenario of this name: null when everything came as its file says, otherwise the first
 * block that did not, as expected and as it came. An exception is a difference, too.
 */
public final class ScenarioCheck implements Function<String, String> {
  @Override
  public String apply(String name) {
    return difference(Scenario.parse(Scenarios.text(name)));
  }

  static String difference(Scenario golden) {
    try (ScenarioRun run = new ScenarioRun()) {
      for (Scenario.Block block : golden.blocks()) {
        List<String> actual = run.play(block);
        if (!actual.equals(block.output())) {
          return told(block, actual);
        }
      }
      return null;
    } catch (RuntimeException | AssertionError e) {
      return e.toString();
    }
  }

  private static String told(Scenario.Block block, List<String> actual) {
    return String.join("\n", block.commands())
        + "\n---- expected\n"
        + String.join("\n", block.output())
        + "\n---- actual\n"
        + String.join("\n", actual);
  }
}
