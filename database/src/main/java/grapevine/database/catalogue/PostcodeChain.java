package grapevine.database.catalogue;

import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderMode;
import java.util.Optional;

/**
 * Where a postcode is: what a provider said, while fresh; the same while stale; what is built in;
 * the middle of what is built in of its outcode. Pure.
 */
public final class PostcodeChain {
  private final Catalogue catalogue;

  PostcodeChain(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * What is known by now.
   *
   * @param isWanted whether a provider could tell better
   */
  public record Known(Optional<Place> place, boolean isWanted) {}

  /**
   * @param providers whether they are asked, and whether what is built in counts
   */
  public Known find(
      Postcode postcode, Optional<PostcodeResolved> said, long atMillis, ProviderMode providers) {
    boolean isFresh = said.filter(fact -> isFresh(fact, atMillis)).isPresent();
    boolean isWanted = providers.asks() && !isFresh;
    Optional<Place> told =
        said.filter(PostcodeResolved::hasPosition)
            .filter(fact -> freshness(fact).isUsable(fact.fetchedAtMillis(), atMillis))
            .map(fact -> told(fact, isWanted));
    boolean isDenied = isFresh && !said.orElseThrow().known();
    Optional<Place> place =
        providers.showsBuiltIn() ? told.or(() -> builtIn(postcode, isDenied, isWanted)) : told;
    return new Known(place, isWanted);
  }

  private Optional<Place> builtIn(Postcode postcode, boolean isDenied, boolean isWanted) {
    return catalogue
        .position(postcode)
        .map(at -> Place.builtIn(at, true, isWanted))
        .or(() -> isDenied ? Optional.empty() : around(postcode, isWanted));
  }

  /** Whether nobody needs to be asked. */
  public static boolean isFresh(PostcodeResolved fact, long atMillis) {
    return freshness(fact).isFresh(fact.fetchedAtMillis(), atMillis);
  }

  private Optional<Place> around(Postcode postcode, boolean isDegraded) {
    return catalogue.middle(postcode.outcode()).map(at -> Place.builtIn(at, false, isDegraded));
  }

  private static Place told(PostcodeResolved fact, boolean isDegraded) {
    return new Place(
        new Position(fact.latitude(), fact.longitude()),
        true,
        fact.source(),
        fact.fetchedAtMillis(),
        isDegraded,
        fact.retired());
  }

  private static Freshness freshness(PostcodeResolved fact) {
    return fact.known() ? Freshness.POSTCODE : Freshness.UNKNOWN_POSTCODE;
  }
}
