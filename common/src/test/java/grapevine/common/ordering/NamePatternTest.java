package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamePatternTest {
  @Test
  void a_star_stands_for_any_characters_and_a_question_mark_for_one() {
    assertThat(matches("a*", "Ann")).isTrue();
    assertThat(matches("*", "Ann")).isTrue();
    assertThat(matches("?nn", "Ann")).isTrue();
    assertThat(matches("*n*n*", "Ann")).isTrue();
    assertThat(matches("A*b*c", "axxbxbxc")).isTrue();
    assertThat(matches("ann", "Ann")).isTrue();
    assertThat(matches("?", "\uD83D\uDE00")).isTrue();
    assertThat(matches("a?", "Ann")).isFalse();
    assertThat(matches("nn", "Ann")).isFalse();
    assertThat(matches("a*b", "axxbx")).isFalse();
    assertThat(matches("Ann*x", "Ann")).isFalse();
  }

  @Test
  void no_pattern_takes_long() {
    assertThat(matches("*a".repeat(50), "b".repeat(10_000))).isFalse();
    assertThatThrownBy(() -> new NamePattern("*".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean matches(String pattern, String name) {
    return new NamePattern(pattern).matches(name);
  }
}
