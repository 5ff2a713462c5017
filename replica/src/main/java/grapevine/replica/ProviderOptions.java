package grapevine.replica;

import grapevine.replica.provider.ProviderSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options about external APIs, for each command that may ask them. */
final class ProviderOptions {
  @Option(
      names = "--providers",
      paramLabel = "MODE",
      description =
          "external APIs for postcodes, restaurants and hygiene ratings: offline, auto (live, else"
              + " what is built in) or live (default: ${DEFAULT-VALUE})")
  private String mode = "offline";

  @Option(
      names = "--postcodes-url",
      paramLabel = "URL",
      description = "where postcodes.io is (default: ${DEFAULT-VALUE})")
  private String postcodesUrl = ProviderSettings.POSTCODES_URL;

  @Option(
      names = "--overpass-url",
      paramLabel = "URL",
      description = "an Overpass interpreter, its whole address (default: ${DEFAULT-VALUE})")
  private String overpassUrl = ProviderSettings.OVERPASS_URL;

  @Option(
      names = "--fsa-url",
      paramLabel = "URL",
      description = "where the FSA's hygiene ratings are (default: ${DEFAULT-VALUE})")
  private String fsaUrl = ProviderSettings.FSA_URL;

  @Option(
      names = "--contact",
      paramLabel = "ADDRESS",
      description = "an e-mail address or URL of yours, told to the external APIs")
  private String contact;

  /** Throws {@link IllegalArgumentException} with a message for the operator. */
  ProviderSettings settings() {
    return new ProviderSettings(
        parsedMode(),
        ProviderSettings.url("--postcodes-url", postcodesUrl),
        ProviderSettings.url("--overpass-url", overpassUrl),
        ProviderSettings.url("--fsa-url", fsaUrl),
        Optional.ofNullable(contact));
  }

  private ProviderSettings.Mode parsedMode() {
    return switch (mode) {
      case "offline" -> ProviderSettings.Mode.OFFLINE;
      case "auto" -> ProviderSettings.Mode.AUTO;
      case "live" -> ProviderSettings.Mode.LIVE;
      default ->
          throw new IllegalArgumentException(
              "--providers is offline, auto or live, not '" + mode + "'");
    };
  }
}
