package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that read alike have one key; what cannot be read aloud is no name. */
class UniqueNameTest {
  @Test
  void spelling_case_and_spaces_do_not_make_another_name() {
    for (List<String> same :
        List.of(
            List.of("Ann Lee", "ann lee", "  ANN\t LEE "),
            List.of("Caf\u00e9 Ren\u00e9e", "cafe\u0301 rene\u0301e", "CAF\u00c9 REN\u00c9E"),
            List.of("Stra\u00dfe 7", "STRASSE 7", "strasse 7"),
            List.of(
                "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
                "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3"))) {
      assertThat(same.stream().map(name -> key(name)).distinct()).hasSize(1);
    }
    assertThat(UniqueName.parse("  Ann \t Lee ").orElseThrow().shown()).isEqualTo("Ann Lee");
    assertThat(key("Ann Lee")).isNotEqualTo(key("AnnLee"));
  }

  @Test
  void names_are_letters_and_digits_with_something_between_them() {
    for (String name : List.of("O'Hara", "A&B", "7 Stars", "Dr. No", "a_b-c", "\u5bff\u53f8")) {
      assertThat(UniqueName.parse(name)).as(name).isPresent();
    }
    for (String name :
        List.of(
            "",
            " ",
            "x",
            "-ann",
            "a\u0000b",
            "a/b",
            "a<b",
            "\u200bann",
            "ann\u202e",
            "a".repeat(61))) {
      assertThat(UniqueName.parse(name)).as(name).isEmpty();
    }
    assertThat(UniqueName.parse(null)).isEmpty();
  }

  private static String key(String name) {
    return UniqueName.parse(name).orElseThrow().key();
  }
}
