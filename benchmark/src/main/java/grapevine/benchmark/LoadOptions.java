package grapevine.benchmark;

import grapevine.benchmark.http.FrontEndAddress;
import grapevine.benchmark.load.LoadSettings;
import grapevine.benchmark.load.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all steps have in common. */
final class LoadOptions {
  private static final String FRONT_END_DEFAULT = "http://127.0.0.1:8080";
  private static final int FRONT_ENDS_MAX = 16;
  private static final int SECONDS_MAX = 3_600;
  private static final int TIMEOUT_SECONDS_MAX = 300;
  private static final int CONNECTIONS_MAX = 10_000;
  private static final int CUSTOMERS_MAX = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--front-end",
      paramLabel = "URL",
      splitSynopsisLabel = ",",
      split = ",",
      description =
          "Front ends, in turn. Default: $GRAPEVINE_FRONT_ENDS, else " + FRONT_END_DEFAULT)
  private List<String> frontEnds;

  @Option(
      names = "--mix",
      paramLabel = "MIX",
      defaultValue = "place",
      description = {
        "place: new orders. read: each customer reads the own newest order, with its token.",
        "mixed: half and half. Default: ${DEFAULT-VALUE}"
      })
  private Mix mix;

  @Option(
      names = "--duration",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds measured in each step. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "3",
      description = "Seconds of the same load before, not counted. Default: ${DEFAULT-VALUE}")
  private int warmUpSeconds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "1000",
      description = {
        "The most requests outstanding; what comes due beyond that is not sent and is counted.",
        "Default: ${DEFAULT-VALUE}"
      })
  private int connections;

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "Each has its own token and orders. Default: 2 for each of --connections")
  private Integer customers;

  @Option(
      names = "--poisson",
      description = "Arrivals at random times of the given rate; evenly spaced without it.")
  private boolean isPoisson;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "5",
      description = "Seconds until a request is given up. Default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the arrivals and the mix. Default: ${DEFAULT-VALUE}")
  private long seed;

  LoadSettings settings(Map<String, String> environment) {
    requireRange("--duration", seconds, 1, SECONDS_MAX);
    requireRange("--warm-up", warmUpSeconds, 0, SECONDS_MAX);
    requireRange("--connections", connections, 1, CONNECTIONS_MAX);
    requireRange("--timeout", timeoutSeconds, 1, TIMEOUT_SECONDS_MAX);
    int customersWanted = customers == null ? 2 * connections : customers;
    requireRange("--customers", customersWanted, connections + 1, CUSTOMERS_MAX);
    return new LoadSettings(
        addresses(environment),
        mix,
        isPoisson,
        connections,
        customersWanted,
        warmUpSeconds,
        seconds,
        timeoutSeconds,
        seed);
  }

  void requireRange(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw usage(
          String.format(
              java.util.Locale.ROOT,
              "%s must be from %.0f to %.0f, not %s",
              option,
              least,
              most,
              value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value)));
    }
  }

  private List<FrontEndAddress> addresses(Map<String, String> environment) {
    List<String> given = frontEnds;
    if (given == null) {
      String named = environment.getOrDefault("GRAPEVINE_FRONT_ENDS", "");
      given = List.of((named.isBlank() ? FRONT_END_DEFAULT : named).split(","));
    }
    requireRange("the number of front ends", given.size(), 1, FRONT_ENDS_MAX);
    List<FrontEndAddress> addresses = new ArrayList<>();
    for (String text : given) {
      try {
        addresses.add(FrontEndAddress.parse(text));
      } catch (IllegalArgumentException e) {
        throw usage(e.getMessage());
      }
    }
    return addresses;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
