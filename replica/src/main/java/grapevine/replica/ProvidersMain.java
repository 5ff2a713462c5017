package grapevine.replica;

import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.Tile;
import grapevine.replica.provider.Coordinates;
import grapevine.replica.provider.FoundArea;
import grapevine.replica.provider.FoundRestaurant;
import grapevine.replica.provider.HygieneArea;
import grapevine.replica.provider.ProviderHealth;
import grapevine.replica.provider.ProviderId;
import grapevine.replica.provider.ProviderResult;
import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.ProviderResult.Found;
import grapevine.replica.provider.ProviderResult.NotThere;
import grapevine.replica.provider.ProviderSettings;
import grapevine.replica.provider.Providers;
import grapevine.replica.provider.RatedRestaurant;
import grapevine.replica.provider.ResolvedPostcode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code grapevine replica providers}: asks the external APIs once about a postcode, so that an
 * operator sees whether they answer from here. It belongs to no cluster and keeps nothing.
 */
@Command(
    name = "providers",
    description = "Asks the external APIs about a postcode and the restaurants round it.",
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = "  grapevine replica providers DH13LE --providers live --contact you@example.org",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"1:one of them did not answer, or not usably", "2:wrong arguments"})
final class ProvidersMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POSTCODE", description = "as DH13LE")
  private String postcode;

  @Mixin private ProviderOptions options;

  @SuppressWarnings("UnusedVariable") // that the option exists is enough for picocli
  @Option(names = "--help", usageHelp = true, description = "this text")
  private boolean isHelpWanted;

  static CommandLine commandLine() {
    return new CommandLine(new ProvidersMain())
        .setParameterExceptionHandler(
            (e, arguments) -> {
              String reason = e.getMessage().lines().findFirst().orElse("");
              e.getCommandLine().getErr().println("providers: " + reason + " (see --help)");
              return ExitCode.WRONG_ARGUMENTS.number();
            });
  }

  @Override
  public Integer call() {
    Postcode asked =
        Postcode.parse(postcode).orElseThrow(() -> wrong("not a UK postcode: " + postcode));
    try (Providers providers = new Providers(settings(), Clock.systemUTC())) {
      boolean isAnswered = ask(providers, asked);
      providers.health().forEach(this::print);
      return isAnswered ? 0 : ExitCode.FAILED.number();
    }
  }

  private boolean ask(Providers providers, Postcode asked) {
    ProviderResult<ResolvedPostcode> resolved = providers.postcodes().resolve(asked);
    print(
        ProviderId.POSTCODES_IO,
        resolved instanceof Found<ResolvedPostcode> at ? line(at.value()) : resolved);
    if (!(resolved instanceof Found<ResolvedPostcode> found) || found.value().place() == null) {
      return resolved instanceof NotThere;
    }
    Tile tile = found.value().place().tile();
    ProviderResult<FoundArea> area = providers.map().restaurants(tile);
    ProviderResult<HygieneArea> ratings = providers.hygiene().near(tile);
    print(ProviderId.FSA, ratings instanceof Found ? "ratings found" : ratings);
    if (area instanceof Found<FoundArea> map && ratings instanceof Found<HygieneArea> hygiene) {
      List<RatedRestaurant> joined =
          RatedRestaurant.join(map.value().restaurants(), hygiene.value().inspections());
      joined.forEach(restaurant -> print(ProviderId.OVERPASS, line(restaurant)));
      return true;
    }
    print(ProviderId.OVERPASS, area);
    return !(area instanceof Failed) && !(ratings instanceof Failed);
  }

  private static String line(RatedRestaurant rated) {
    FoundRestaurant found = rated.restaurant();
    return found.name()
        + (found.cuisines().isEmpty() ? "" : ", " + String.join(", ", found.cuisines()))
        + (rated.rating() == null ? "" : ", hygiene " + rated.rating().value())
        + " ("
        + found.osmId()
        + ")";
  }

  private static String line(ResolvedPostcode found) {
    Coordinates place = found.place();
    return found.postcode()
        + (place == null
            ? " has no position"
            : " is at " + place.latitude() + ", " + place.longitude())
        + (found.isRetired() ? ", retired" : "");
  }

  private ProviderSettings settings() {
    try {
      return options.settings();
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void print(ProviderHealth health) {
    print(health.provider(), health.state() + ", " + health.callsToday() + " calls");
    print(health.provider(), health.provider().attribution().text());
  }

  private void print(ProviderId provider, Object what) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(provider + ": " + what);
    out.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
