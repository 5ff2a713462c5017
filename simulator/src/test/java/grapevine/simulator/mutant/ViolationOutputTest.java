package grapevine.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a user sees of a broken promise. Only a mutant breaks any. */
class ViolationOutputTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int runBroken(String mutant, String... arguments) throws ReflectiveOperationException {
    MutantCompiler compiler = new MutantCompiler(Path.of(".."));
    ClassLoader broken =
        new MutantClassLoader(
            compiler.compile(Mutant.named(mutant)), ViolationOutputTest.class.getClassLoader());
    Method commandLine =
        broken.loadClass("grapevine.simulator.SimulatorMain").getDeclaredMethod("commandLine");
    commandLine.setAccessible(true);
    CommandLine line = (CommandLine) commandLine.invoke(null);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void a_violation_shows_its_seed_the_last_steps_the_promise_and_how_to_see_it_again()
      throws ReflectiveOperationException {
    int exitCode = runBroken("queries-ignore-their-token", "--seeds", "2..2");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("VIOLATION in seed 2, the last steps before it:")
        .contains("\nread-your-writes: ")
        .contains("\nSee it again: ./grapevine simulate --seed 2 --replay");
    assertThat(err.toString().lines().filter(line -> line.startsWith("  "))).hasSize(50);
    assertThat(out.toString().lines()).last().isEqualTo("1 seeds, 1 violations");
  }

  @Test
  void a_replayed_violation_happens_again() throws ReflectiveOperationException {
    int exitCode = runBroken("queries-ignore-their-token", "--seed", "2", "--replay");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("read-your-writes: ").doesNotContain("not happen again");
  }

  /** A campaign ends early when much is wrong, instead of telling the same a thousand times. */
  @Test
  void ten_violations_are_enough() throws ReflectiveOperationException {
    int exitCode =
        runBroken("queries-ignore-their-token", "--seeds", "1..300", "--threads", "1", "--json");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().split("VIOLATION in seed", -1)).hasSize(11);
  }
}
