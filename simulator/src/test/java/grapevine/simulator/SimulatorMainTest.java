package grapevine.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulatorMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = SimulatorMain.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void one_seed_says_how_many_steps_it_took() {
    assertThat(run("--seed", "7")).isZero();
    assertThat(out.toString()).matches("seed 7: \\d+ steps, no violation\\R");
  }

  @Test
  void a_replayed_seed_is_compared_with_itself_and_shows_its_last_steps() {
    assertThat(run("--seed", "7", "--replay")).isZero();
    assertThat(out.toString().lines()).hasSize(Replay.LAST_STEPS + 1);
    assertThat(out.toString()).contains("seed 7, twice the same: ");
  }

  @Test
  void a_trace_shows_every_step() {
    assertThat(run("--seed", "7", "--trace")).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThan(1000);
    assertThat(out.toString()).contains("rm1  starts").contains("receives PUSH");
  }

  @Test
  void a_few_seeds_end_with_the_count_of_violations() {
    assertThat(run("--seeds", "1..3", "--threads", "1")).isZero();
    assertThat(out.toString().lines()).last().isEqualTo("3 seeds, 0 violations");
  }

  @Test
  void scripts_get_json() {
    assertThat(run("--seeds", "1..2", "--json")).isZero();
    assertThat(out.toString()).startsWith("{\"seeds\":2,").contains("\"violations\":[]");
  }

  @Test
  void what_cannot_be_meant_is_refused_with_an_example() {
    assertThat(run("--seeds", "9..1")).isEqualTo(2);
    assertThat(err.toString()).contains("--seeds wants a range such as 1..300, not 9..1");
    assertThat(run("--seeds", "1..3", "--threads", "0")).isEqualTo(2);
    assertThat(run("--seeds", "1..3", "--seed", "4")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void help_shows_examples_and_exit_codes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("grapevine simulate --seeds 1..20000", "Exit codes:");
  }
}
