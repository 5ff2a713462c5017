package grapevine.benchmark.micro;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code grapevine bench micro}: JMH's own runner, with defaults for a quick look. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the codec, the timestamps and the replica manager's step with JMH.",
      ""
    })
public final class MicroCommand implements Callable<Integer> {
  private static final int SECONDS_MAX = 60;
  private static final int COUNT_MAX = 100;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "Which benchmarks, by name; all if not given.")
  private String regex;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "1",
      description = "JVMs one after the other. Default ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "3",
      description = "Counted iterations a JVM, after as many to warm up. Default ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "Length of an iteration. Default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--profiler",
      paramLabel = "NAME",
      description = "One of JMH's profilers, such as gc: bytes allocated for each operation.")
  private String profiler;

  @Override
  public Integer call() throws RunnerException {
    requireRange("--forks", forks, 1, COUNT_MAX);
    requireRange("--iterations", iterations, 1, COUNT_MAX);
    requireRange("--seconds", seconds, 1, SECONDS_MAX);
    var options =
        new OptionsBuilder()
            .include(regex)
            .forks(forks)
            // Not those of this process, which may spare itself the second compiler.
            .jvmArgs("-Xmx512m", "-XX:+UseSerialGC")
            .warmupIterations(iterations)
            .warmupTime(TimeValue.seconds(seconds))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(seconds));
    if (profiler != null) {
      options.addProfiler(profiler);
    }
    return new Runner(options.build()).run().isEmpty() ? 1 : 0;
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
