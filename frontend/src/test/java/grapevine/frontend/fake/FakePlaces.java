package grapevine.frontend.fake;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.PostcodePlace;
import grapevine.common.ordering.ProviderFact.PostcodeWanted;
import grapevine.common.ordering.Query;
import java.util.List;
import java.util.TreeMap;

/**
 * One postcode that is built in, one that a provider tells of a while after it was wanted, and one
 * that a provider is asked for and never tells of. Guarded by the kitchen's lock.
 */
final class FakePlaces {
  static final Postcode BUILT_IN = new Postcode(FakeKitchen.POSTCODE);
  static final Postcode COMING = new Postcode("ZE1 0AA");
  static final Postcode NEVER = new Postcode("ZE1 0AB");

  /** How often one asks before what was wanted is there. */
  private static final int PATIENCE = 3;

  private final TreeMap<Postcode, Integer> wanted = new TreeMap<>();

  void apply(PostcodeWanted want) {
    wanted.put(want.postcode(), 0);
  }

  Answer answer(Postcode postcode, Answer found) {
    if (postcode.equals(BUILT_IN)) {
      return found;
    }
    Answer unknown = new Answer.NotFound("POSTCODE_UNKNOWN", "not in the catalogue");
    if (!postcode.equals(COMING) && !postcode.equals(NEVER)) {
      return unknown;
    }
    int asked =
        wanted.computeIfPresent(postcode, (any, before) -> before + 1) == null
            ? 0
            : wanted.get(postcode);
    return postcode.equals(COMING) && asked >= PATIENCE
        ? found
        : new Answer.Awaiting(
            new Answer.NotFound("PROVIDER_UNAVAILABLE", "not told yet"),
            List.of(PostcodeWanted.now(postcode, 0)));
  }

  Answer answer(Query.OfPlaces query) {
    if (query instanceof Query.GetPostcode get) {
      PostcodePlace place =
          new PostcodePlace(
              get.postcode(),
              54.767,
              -1.573,
              "postcode",
              "catalogue",
              null,
              false,
              false,
              List.of("Durham University, Stockton Road, Durham"),
              List.of());
      return answer(get.postcode(), new Answer.FoundPostcode(place));
    }
    String prefix = ((Query.ListPostcodes) query).prefix();
    return new Answer.FoundPostcodes(
        BUILT_IN.text().startsWith(prefix) ? List.of(BUILT_IN) : List.of());
  }
}
