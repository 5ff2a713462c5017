package grapevine.replica;

import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.database.ProviderWants;
import java.util.List;

/** One who can be asked for what is wanted; a stub in tests. */
interface ProviderSource {
  boolean takes(Want want);

  /** Whom it asks first. */
  String provider();

  /**
   * Asks, and waits for the answer a bounded time. Never throws for what a provider does.
   *
   * @param known what was said before, of which nothing is to be lost
   */
  Fetched fetch(Want want, ProviderWants known);

  /** Asked too often, it wants to be left alone by the whole cluster. */
  record Silence(String provider, long millis) {}

  /**
   * What came of it.
   *
   * @param facts in the order in which they depend on one another; none when nothing came
   * @param silence null when nobody wants it; there may be facts all the same, of another provider
   * @param again whether it was not even asked, and can be in a moment
   */
  record Fetched(List<ProviderFact> facts, Silence silence, boolean again) {
    static final Fetched NOTHING = new Fetched(List.of(), null, false);
    static final Fetched NOT_ASKED = new Fetched(List.of(), null, true);

    public Fetched {
      facts = List.copyOf(facts);
    }

    static Fetched of(List<? extends ProviderFact> facts) {
      return new Fetched(List.copyOf(facts), null, false);
    }

    static Fetched silenced(String provider, long millis) {
      return new Fetched(List.of(), new Silence(provider, millis), false);
    }
  }
}
