package grapevine.replica.provider;

import grapevine.common.ordering.ProviderMode;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an operator decides about the external APIs.
 *
 * @param overpass the whole address of the interpreter; of the others the part before their paths
 * @param contact who answers for the requests, told to the providers in each
 */
public record ProviderSettings(
    ProviderMode mode, URI postcodes, URI overpass, URI fsa, Optional<String> contact) {
  public static final String POSTCODES_URL = "https://api.postcodes.io";
  public static final String OVERPASS_URL = "https://overpass-api.de/api/interpreter";
  public static final String FSA_URL = "https://api.ratings.food.gov.uk";

  /** Nobody is asked: the built-in catalogue and what the cluster already knows. */
  public static final ProviderSettings OFFLINE =
      new ProviderSettings(
          ProviderMode.OFFLINE,
          URI.create(POSTCODES_URL),
          URI.create(OVERPASS_URL),
          URI.create(FSA_URL),
          Optional.empty());

  /** Goes into a header, inside a comment. */
  private static final Pattern CONTACT = Pattern.compile("[!-~&&[^()\\\\]]{3,100}");

  public ProviderSettings {
    requireUrl("--postcodes-url", postcodes);
    requireUrl("--overpass-url", overpass);
    requireUrl("--fsa-url", fsa);
    if (contact.filter(text -> !CONTACT.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException(
          "--contact is an address or URL of 3 to 100 characters without spaces or brackets");
    }
  }

  /** From an option's text; the message of what is thrown names it. */
  public static URI url(String option, String text) {
    try {
      URI url = URI.create(text.strip());
      requireUrl(option, url);
      return url;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + " is http:// or https://, a host and a path, not '" + text + "'", e);
    }
  }

  /** A stock one is refused by Overpass. */
  String userAgent() {
    return "Grapevine/0.1 (food-ordering backend"
        + contact.map(text -> "; contact " + text).orElse("")
        + ")";
  }

  private static void requireUrl(String option, URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp
        || url.getHost() == null
        || url.getUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          option + " is http:// or https://, a host and a path, not '" + url + "'");
    }
  }
}
