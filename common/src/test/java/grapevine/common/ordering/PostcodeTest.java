package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostcodeTest {
  @ParameterizedTest
  @CsvSource({
    "DH1 3LE, DH1 3LE",
    "dh13le, DH1 3LE",
    "' d h 1 3 l e ', DH1 3LE",
    "sw1a1aa, SW1A 1AA",
    "EC1Y8LX, EC1Y 8LX",
    "gir0aa, GIR 0AA",
    "M139PL, M13 9PL",
    "l18jq, L1 8JQ"
  })
  void any_case_and_spacing_has_one_canonical_spelling(String typed, String canonical) {
    assertThat(Postcode.parse(typed)).map(Postcode::text).contains(canonical);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "DH1",
        "DH1 3L",
        "1DH 3LE",
        "DH1 LE3",
        "DHH1 3LE",
        "DH1-3LE",
        "DH1\t3LE",
        "ＤＨ1 3LE",
        "DH1 3LE<",
        "DH1                    3LE"
      })
  void anything_else_is_no_postcode(String typed) {
    assertThat(Postcode.parse(typed)).isEmpty();
  }

  @Test
  void a_postcode_exists_in_canonical_spelling_only() {
    assertThatThrownBy(() -> new Postcode("dh13le")).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Postcode("SW1A 1AA").outcode()).isEqualTo("SW1A");
  }
}
