package grapevine.database.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Postcode;
import grapevine.common.ordering.ProviderFact.PostcodeResolved;
import grapevine.common.ordering.ProviderMode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which of what is known of a postcode counts, and when a provider should be asked. */
class PostcodeChainTest {
  private static final Postcode BUILT_IN = new Postcode("DH1 3LE");
  private static final Postcode SAME_OUTCODE = new Postcode("DH1 9ZZ");
  private static final Postcode ELSEWHERE = new Postcode("ZE1 0AA");
  private static final long NOW = TimeUnit.DAYS.toMillis(20_000);

  private final PostcodeChain chain = new PostcodeChain(Catalogue.load());

  @Test
  void what_a_provider_said_counts_while_it_is_fresh_and_nobody_is_asked() {
    PostcodeChain.Known known = find(BUILT_IN, said(BUILT_IN, 51.0, 29), ProviderMode.AUTO);
    assertThat(known.isWanted()).isFalse();
    assertThat(known.place().orElseThrow().position().latitude()).isEqualTo(51.0);
    assertThat(known.place().orElseThrow().source()).isEqualTo("postcodes.io");
    assertThat(known.place().orElseThrow().isDegraded()).isFalse();
  }

  @Test
  void stale_news_count_for_a_year_before_what_is_built_in() {
    PostcodeChain.Known stale = find(BUILT_IN, said(BUILT_IN, 51.0, 30), ProviderMode.AUTO);
    assertThat(stale.isWanted()).isTrue();
    assertThat(stale.place().orElseThrow().position().latitude()).isEqualTo(51.0);
    assertThat(stale.place().orElseThrow().isDegraded()).isTrue();
    PostcodeChain.Known old = find(BUILT_IN, said(BUILT_IN, 51.0, 365), ProviderMode.AUTO);
    assertThat(old.isWanted()).isTrue();
    assertThat(old.place().orElseThrow().source()).isEqualTo("catalogue");
  }

  @Test
  void who_asks_nobody_is_not_degraded() {
    PostcodeChain.Known builtIn = find(BUILT_IN, Optional.empty(), ProviderMode.OFFLINE);
    assertThat(builtIn.isWanted()).isFalse();
    assertThat(builtIn.place().orElseThrow().isDegraded()).isFalse();
    assertThat(
            find(BUILT_IN, said(BUILT_IN, 51.0, 31), ProviderMode.OFFLINE)
                .place()
                .orElseThrow()
                .isDegraded())
        .isFalse();
  }

  @Test
  void a_postcode_of_a_known_outcode_is_somewhere_in_it() {
    Place place = find(SAME_OUTCODE, Optional.empty(), ProviderMode.AUTO).place().orElseThrow();
    assertThat(place.isExact()).isFalse();
    assertThat(place.isDegraded()).isTrue();
    assertThat(place.position().metresTo(new Position(54.767, -1.573))).isLessThan(2_000);
    assertThat(find(ELSEWHERE, Optional.empty(), ProviderMode.AUTO).place()).isEmpty();
    assertThat(find(ELSEWHERE, Optional.empty(), ProviderMode.AUTO).isWanted()).isTrue();
    assertThat(find(ELSEWHERE, Optional.empty(), ProviderMode.OFFLINE).isWanted()).isFalse();
  }

  @Test
  void that_there_is_no_such_postcode_is_believed_for_a_day() {
    assertThat(find(SAME_OUTCODE, denied(SAME_OUTCODE, 0), ProviderMode.AUTO).place()).isEmpty();
    assertThat(find(SAME_OUTCODE, denied(SAME_OUTCODE, 0), ProviderMode.AUTO).isWanted()).isFalse();
    assertThat(find(SAME_OUTCODE, denied(SAME_OUTCODE, 1), ProviderMode.AUTO).isWanted()).isTrue();
    assertThat(find(SAME_OUTCODE, denied(SAME_OUTCODE, 1), ProviderMode.AUTO).place()).isPresent();
    assertThat(find(BUILT_IN, denied(BUILT_IN, 0), ProviderMode.AUTO).place()).isPresent();
  }

  @Test
  void a_known_postcode_without_a_position_falls_back_and_is_not_asked_for_again() {
    Optional<PostcodeResolved> said = Optional.of(fact(SAME_OUTCODE, true, null, 1));
    assertThat(find(SAME_OUTCODE, said, ProviderMode.AUTO).isWanted()).isFalse();
    assertThat(find(SAME_OUTCODE, said, ProviderMode.AUTO).place().orElseThrow().isExact())
        .isFalse();
  }

  @Test
  void who_shows_nothing_built_in_knows_what_was_told_and_nothing_else() {
    assertThat(find(BUILT_IN, Optional.empty(), ProviderMode.LIVE).place()).isEmpty();
    assertThat(find(SAME_OUTCODE, Optional.empty(), ProviderMode.LIVE).place()).isEmpty();
    assertThat(find(BUILT_IN, Optional.empty(), ProviderMode.LIVE).isWanted()).isTrue();
    PostcodeChain.Known stale = find(BUILT_IN, said(BUILT_IN, 51.0, 30), ProviderMode.LIVE);
    assertThat(stale.place().orElseThrow().position().latitude()).isEqualTo(51.0);
    assertThat(stale.place().orElseThrow().isDegraded()).isTrue();
    assertThat(find(BUILT_IN, denied(BUILT_IN, 0), ProviderMode.LIVE).isWanted()).isFalse();
  }

  private PostcodeChain.Known find(
      Postcode postcode, Optional<PostcodeResolved> said, ProviderMode providers) {
    return chain.find(postcode, said, NOW, providers);
  }

  private static Optional<PostcodeResolved> said(Postcode postcode, double latitude, int days) {
    return Optional.of(fact(postcode, true, latitude, days));
  }

  private static Optional<PostcodeResolved> denied(Postcode postcode, int days) {
    return Optional.of(fact(postcode, false, null, days));
  }

  private static PostcodeResolved fact(
      Postcode postcode, boolean known, Double latitude, int daysAgo) {
    return new PostcodeResolved(
        postcode,
        known,
        latitude,
        latitude == null ? null : -1.5,
        false,
        "postcodes.io",
        List.of(),
        NOW - TimeUnit.DAYS.toMillis(daysAgo));
  }
}
