package grapevine.replica;

import grapevine.common.ordering.ProviderMode;
import grapevine.replica.provider.ProviderSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options about external APIs, for each command that may ask them. */
final class ProviderOptions {
  @Option(
      names = "--providers",
      paramLabel = "MODE",
      description =
          "external APIs for postcodes, restaurants and hygiene ratings: offline, auto (they are"
              + " asked, else what is built in) or live (nothing built in is shown; default:"
              + " ${DEFAULT-VALUE})")
  private String mode = "offline";

  @Option(
      names = "--postcodes-url",
      paramLabel = "URL",
      defaultValue = "${env:GRAPEVINE_POSTCODES_URL:-" + ProviderSettings.POSTCODES_URL + "}",
      description = "where postcodes.io is (default: ${DEFAULT-VALUE})")
  private String postcodesUrl;

  @Option(
      names = "--overpass-url",
      paramLabel = "URL",
      defaultValue = "${env:GRAPEVINE_OVERPASS_URL:-" + ProviderSettings.OVERPASS_URL + "}",
      description = "an Overpass interpreter, its whole address (default: ${DEFAULT-VALUE})")
  private String overpassUrl;

  @Option(
      names = "--fsa-url",
      paramLabel = "URL",
      defaultValue = "${env:GRAPEVINE_FSA_URL:-" + ProviderSettings.FSA_URL + "}",
      description = "where the FSA's hygiene ratings are (default: ${DEFAULT-VALUE})")
  private String fsaUrl;

  @Option(
      names = "--contact",
      paramLabel = "ADDRESS",
      defaultValue = "${env:GRAPEVINE_CONTACT:-" + Option.NULL_VALUE + "}",
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

  private ProviderMode parsedMode() {
    return switch (mode) {
      case "offline" -> ProviderMode.OFFLINE;
      case "auto" -> ProviderMode.AUTO;
      case "live" -> ProviderMode.LIVE;
      default ->
          throw new IllegalArgumentException(
              "--providers is offline, auto or live, not '" + mode + "'");
    };
  }
}
