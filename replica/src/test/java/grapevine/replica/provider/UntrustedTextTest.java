package grapevine.replica.provider;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.replica.provider.ProviderResult.Found;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names are by anybody: what they can do to whoever shows them is taken away. */
class UntrustedTextTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("Fish & Chips", "Fish & Chips"),
        Arguments.of("O'Neill's \"Café\"", "O'Neill's \"Café\""),
        Arguments.of("Cafe\u0301", "Café"),
        Arguments.of("<script>alert(1)</script>", "scriptalert(1)/script"),
        Arguments.of("evil\u202Eeman\u2066", "evileman"),
        Arguments.of("a\u0000b\u001b[31m\tc\r\nd", "a b [31m c d"),
        Arguments.of("zero\u200bwidth\ufeff", "zerowidth"),
        Arguments.of("line\u2028break", "line break"),
        Arguments.of("half\ud800 pair", "half pair"),
        Arguments.of("  many    spaces ", "many spaces"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void text_is_made_harmless(String text, String clean) {
    assertThat(CleanText.of(text, 100)).isEqualTo(clean);
    assertThat(CleanText.of(clean, 100)).isEqualTo(clean);
  }

  @Test
  void text_ends_where_its_limit_is_and_never_inside_a_character() {
    assertThat(CleanText.of("x".repeat(1_000_000), 100)).hasSize(100);
    assertThat(CleanText.of("xx\ud83c\udf55", 3)).isEqualTo("xx");
    assertThat(CleanText.of("xx\ud83c\udf55", 4)).isEqualTo("xx\ud83c\udf55");
    assertThat(CleanText.of("\u0000\u202e ", 100)).isEmpty();
  }

  @Test
  void an_answer_cannot_bring_in_what_is_untrue_or_without_bounds() {
    Example around = Example.of("overpass/around_200.json");
    String body =
        around
            .body()
            .replace("Example Kitchen One", "A\\u202e<img src=x onerror=y>" + "z".repeat(500))
            .replace("Example Pizza & Kebab", "\\u0000\\u200b")
            .replace("indian;bangladeshi", "a;a;" + "b_c;".repeat(50) + "x;y;z;1;2;3;4;5;6;7;8;9")
            .replace("900001", "900001; DROP")
            .replace("54.7703", "1e999")
            .replace("\"lat\":54.7688", "\"lat\":53.1");
    try (TestProviders test = new TestProviders()) {
      test.server.enqueue(around.response(body).build());
      FoundArea area = (FoundArea) ((Found<?>) test.ask(ProviderId.OVERPASS)).value();
      assertThat(area.restaurants()).hasSize(1);
      FoundRestaurant found = area.restaurants().get(0);
      assertThat(found.name()).startsWith("Aimg src=x onerror=yzzz").hasSize(100);
      assertThat(found.cuisines()).hasSize(10).startsWith("a", "b_c", "x");
      assertThat(found.fhrsId()).isNull();
    }
  }
}
