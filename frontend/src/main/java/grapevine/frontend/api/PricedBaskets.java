package grapevine.frontend.api;

import grapevine.common.ordering.Quote;
import grapevine.common.ordering.QuoteRequest;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Baskets that replica managers priced a moment ago, that can be ordered and in which nothing is
 * limited. An answer that was given at some timestamp is as good for every session whose token that
 * timestamp covers: this is what a replica manager a little behind would answer. Only who waits for
 * fresher news must not be kept waiting for long, hence the age.
 */
final class PricedBaskets {
  static final long AGE_MILLIS_MAX = 5_000;
  static final int BASKETS_MAX = 1_024;

  /**
   * @param shown the timestamp of the state that the price was found in
   */
  record Priced(Quote quote, String restaurantName, VectorTimestamp shown, long atMillis) {
    private boolean isFresh(long nowMillis) {
      return nowMillis >= atMillis && nowMillis - atMillis < AGE_MILLIS_MAX;
    }
  }

  // The one used longest ago goes first.
  private final Map<QuoteRequest, Priced> priced =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<QuoteRequest, Priced> eldest) {
          return size() > BASKETS_MAX;
        }
      };

  /**
   * @param forcedSeen the highest F shown here: any forced update since may have limited something
   */
  synchronized Optional<Priced> find(
      QuoteRequest basket, Token token, long forcedSeen, long nowMillis) {
    Priced known = priced.get(basket);
    return known != null
            && known.isFresh(nowMillis)
            && known.shown().forced() >= forcedSeen
            && token.isCoveredBy(known.shown())
        ? Optional.of(known)
        : Optional.empty();
  }

  synchronized void put(QuoteRequest basket, Priced found) {
    if (found.quote().orderable()) {
      priced.put(basket, found);
    }
  }
}
