package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Bounds;
import grapevine.replica.provider.ProviderResult.Failed;
import grapevine.replica.provider.ProviderResult.Found;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that are nearly right: cut off anywhere, or with a few characters changed. */
class GarbageTest {
  private static final int ROUNDS = 150;
  private static final long SEED = 20260918;
  private static final List<String> PARTS =
      List.of("null", "{}", "[]", "-", "1e400", "\"", "}", "\\u0000", "0001-01-01", "é", "\u202e");
  private static final Map<ProviderId, String> WHOLE =
      new EnumMap<>(
          Map.of(
              ProviderId.POSTCODES_IO, "postcodes.io/lookup_200.json",
              ProviderId.OVERPASS, "overpass/around_200.json",
              ProviderId.FSA, "fsa/establishment_200.json"));

  @ParameterizedTest
  @EnumSource
  void what_is_cut_off_is_malformed(ProviderId provider) {
    Example whole = Example.of(WHOLE.get(provider));
    SplittableRandom random = new SplittableRandom(SEED);
    try (TestProviders test = new TestProviders(GarbageTest::unlimited)) {
      for (int round = 0; round < ROUNDS; round++) {
        String cut = whole.body().substring(0, random.nextInt(whole.body().length()));
        test.server.enqueue(whole.response(cut).build());
        assertThat(test.ask(provider))
            .as(cut)
            .isEqualTo(ProviderResult.failed(FailureReason.MALFORMED));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_changed_is_read_within_bounds_or_refused(ProviderId provider) {
    Example whole = Example.of(WHOLE.get(provider));
    SplittableRandom random = new SplittableRandom(SEED);
    int found = 0;
    try (TestProviders test = new TestProviders(GarbageTest::unlimited)) {
      for (int round = 0; round < ROUNDS; round++) {
        String changed = changed(whole.body(), random);
        test.server.enqueue(whole.response(changed).build());
        ProviderResult<?> result = test.ask(provider);
        if (result instanceof Found<?> value) {
          found++;
          assertBounded(value.value());
        } else {
          assertThat(((Failed<?>) result).reason())
              .as(changed)
              .isIn(FailureReason.MALFORMED, FailureReason.REMARK, FailureReason.STALE_MIRROR);
        }
      }
    }
    assertThat(found).as("some changes do not matter").isPositive();
  }

  private static String changed(String body, SplittableRandom random) {
    StringBuilder changed = new StringBuilder(body);
    for (int change = random.nextInt(1, 3); change > 0; change--) {
      int from = random.nextInt(changed.length());
      int to = Math.min(changed.length(), from + random.nextInt(4));
      changed.replace(from, to, PARTS.get(random.nextInt(PARTS.size())));
    }
    return changed.toString();
  }

  private static void assertBounded(Object value) {
    if (value instanceof FoundArea area) {
      assertThat(area.restaurants()).hasSizeLessThanOrEqualTo(200);
      area.restaurants().forEach(found -> assertClean(found.name()));
    } else if (value instanceof Inspection inspection) {
      assertClean(inspection.name());
      assertThat(inspection.fhrsId()).isEqualTo(900001);
    } else {
      assertThat(((ResolvedPostcode) value).postcode()).isEqualTo(TestProviders.DURHAM);
    }
  }

  private static void assertClean(String text) {
    assertThat(text.length()).isLessThanOrEqualTo(Bounds.NAME_CHARS);
    assertThat(text).isEqualTo(CleanText.of(text, Bounds.NAME_CHARS));
  }

  /** As many calls as there are rounds. */
  private static Limits unlimited(Limits limits) {
    return new Limits(
        limits.connect(),
        limits.total(),
        limits.bodyBytes(),
        Limits.Retry.NEVER,
        new Limits.Pace(0, 1, 0, 1, ROUNDS),
        new Limits.Breaking(2 * ROUNDS, 0, limits.breaking().open(), limits.breaking().openMax()),
        false);
  }
}
