package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T14:33:50.120Z",
        "1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.999Z",
        "2024-02-29T09:05:07.003Z",
        "0001-01-01T00:00:00.001Z",
        "9999-12-31T23:59:59.999Z"
      })
  void an_instant_is_written_to_the_millisecond(String instant) {
    assertThat(Rfc3339.ofMillis(Instant.parse(instant).toEpochMilli())).isEqualTo(instant);
    assertThat(Rfc3339.ofMillis(Rfc3339.toMillis(instant))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -62_167_219_200_001L, 253_402_300_800_000L, Long.MAX_VALUE})
  void an_instant_of_no_four_digit_year_is_written_all_the_same(long epochMillis) {
    assertThat(Rfc3339.toMillis(Rfc3339.ofMillis(epochMillis))).isEqualTo(epochMillis);
  }
}
