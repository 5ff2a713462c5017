package grapevine.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UserTerminalTest {
  /** As no-color.org has it: any value but an empty one. */
  @Test
  void no_color_in_the_environment_takes_the_colours_away() {
    assertThat(UserTerminal.allowsColour(Map.of())).isTrue();
    assertThat(UserTerminal.allowsColour(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(UserTerminal.allowsColour(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(UserTerminal.allowsColour(Map.of("TERM", "dumb"))).isFalse();
  }
}
