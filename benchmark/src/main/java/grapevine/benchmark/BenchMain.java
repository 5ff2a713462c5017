package grapevine.benchmark;

import grapevine.benchmark.micro.MicroCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code grapevine bench}. */
@Command(
    name = "grapevine bench",
    mixinStandardHelpOptions = true,
    version = "grapevine 0.1.0",
    description = {"Measure a running cluster, or with 'micro' its parts.", ""},
    subcommands = MicroCommand.class)
public final class BenchMain implements Callable<Integer> {
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }

  @Override
  public Integer call() {
    return CommandLine.ExitCode.USAGE;
  }
}
