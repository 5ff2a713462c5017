package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTest {
  private static final OpeningHours LATE =
      hours(
          Map.of(
              "mon-thu",
              spans("16:00", "01:00"),
              "fri-sat",
              spans("16:00", "03:00"),
              "sun",
              spans("16:00", "01:00")));

  private static final OpeningHours SPLIT =
      hours(
          Map.of(
              "mon",
              List.of(),
              "tue-sat",
              List.of(List.of("12:00", "14:30"), List.of("17:30", "22:00")),
              "sun",
              spans("12:00", "16:00")));

  @Test
  void a_template_says_each_day_and_is_read_back_as_it_is() {
    assertThat(SPLIT.toTemplate())
        .containsEntry("mon", List.of())
        .containsEntry("wed", List.of(List.of("12:00", "14:30"), List.of("17:30", "22:00")));
    for (OpeningHours hours : List.of(LATE, SPLIT, OpeningHours.always())) {
      assertThat(OpeningHours.ofTemplate(hours.toTemplate())).isEqualTo(hours);
    }
  }

  @Test
  void spans_overlap_within_a_day_past_midnight_and_from_sunday_to_monday() {
    assertThat(LATE.overlappingDay()).isEmpty();
    assertThat(OpeningHours.always().overlappingDay()).isEmpty();
    assertThat(overlap("tue", "12:00", "15:00", "tue", "14:59", "16:00")).contains("tue");
    assertThat(overlap("tue", "20:00", "02:00", "wed", "01:59", "05:00")).contains("wed");
    assertThat(overlap("sun", "20:00", "02:00", "mon", "01:59", "05:00")).contains("mon");
    assertThat(overlap("sun", "20:00", "02:00", "mon", "02:00", "05:00")).isEmpty();
  }

  private static Optional<String> overlap(
      String day, String opens, String closes, String other, String from, String to) {
    TreeMap<String, List<List<String>>> template = new TreeMap<>();
    template.computeIfAbsent(day, any -> new ArrayList<>()).add(List.of(opens, closes));
    template.computeIfAbsent(other, any -> new ArrayList<>()).add(List.of(from, to));
    return hours(template).overlappingDay();
  }

  /** 21 November 2026 is a Saturday. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-21T15:59:59.999Z, false",
    "2026-11-21T16:00:00Z, true",
    "2026-11-21T23:59:59Z, true",
    "2026-11-22T02:59:59Z, true",
    "2026-11-22T03:00:00Z, false",
    "2026-11-23T00:59:59Z, true",
    "2026-11-23T01:00:00Z, false"
  })
  void a_span_past_midnight_belongs_to_the_day_it_starts(String at, boolean isOpen) {
    assertThat(isOpen(LATE, at)).isEqualTo(isOpen);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T12:00:00Z, true",
    "2026-11-21T14:30:00Z, false",
    "2026-11-21T17:29:59Z, false",
    "2026-11-21T17:30:00Z, true",
    "2026-11-21T22:00:00Z, false",
    "2026-11-22T15:59:59Z, true",
    "2026-11-22T17:30:00Z, false",
    "2026-11-23T12:30:00Z, false"
  })
  void a_kitchen_rests_between_its_two_spans_and_on_its_day_off(String at, boolean isOpen) {
    assertThat(isOpen(SPLIT, at)).isEqualTo(isOpen);
  }

  /**
   * On 29 March 2026 01:00 GMT became 02:00 BST: Saturday's span until 03:00 ended at 02:00 UTC.
   */
  @ParameterizedTest
  @CsvSource({
    "2026-03-29T01:59:59Z, true",
    "2026-03-29T02:00:00Z, false",
    "2026-03-29T15:00:00Z, true"
  })
  void the_short_night_of_spring_is_an_hour_shorter(String at, boolean isOpen) {
    assertThat(isOpen(LATE, at)).isEqualTo(isOpen);
  }

  /**
   * On 25 October 2026 02:00 BST became 01:00 GMT: Saturday's span until 03:00 ended at 03:00 UTC.
   */
  @ParameterizedTest
  @CsvSource({
    "2026-10-24T15:00:00Z, true",
    "2026-10-25T01:30:00Z, true",
    "2026-10-25T02:59:59Z, true",
    "2026-10-25T03:00:00Z, false",
    "2026-10-25T15:59:59Z, false",
    "2026-10-25T16:00:00Z, true"
  })
  void the_long_night_of_autumn_is_an_hour_longer(String at, boolean isOpen) {
    assertThat(isOpen(LATE, at)).isEqualTo(isOpen);
  }

  @Test
  void summer_hours_are_local_too() {
    assertThat(isOpen(SPLIT, "2026-07-21T11:00:00Z")).isTrue();
    assertThat(isOpen(SPLIT, "2026-07-21T13:30:00Z")).isFalse();
  }

  @Test
  void always_means_through_both_changes_of_the_clock() {
    for (String night : List.of("2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z")) {
      Instant start = Instant.parse(night);
      for (int minute = 0; minute < 12 * 60; minute++) {
        assertThat(OpeningHours.always().isOpenAt(start.plusSeconds(60L * minute).toEpochMilli()))
            .isTrue();
      }
    }
  }

  @Test
  void a_template_with_a_mistake_does_not_load() {
    assertThatThrownBy(() -> hours(Map.of("sun-mon", spans("12:00", "13:00"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> hours(Map.of("someday", spans("12:00", "13:00"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean isOpen(OpeningHours hours, String at) {
    return hours.isOpenAt(Instant.parse(at).toEpochMilli());
  }

  private static OpeningHours hours(Map<String, List<List<String>>> template) {
    return OpeningHours.ofTemplate(new TreeMap<>(template));
  }

  private static List<List<String>> spans(String opens, String closes) {
    return List.of(List.of(opens, closes));
  }
}
