package grapevine.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:18180", "localhost:0", "rm-1.example:65535", "[::1]:18180"})
  void an_address_is_written_as_it_was_read(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @Test
  void brackets_are_not_part_of_the_host() {
    assertThat(HostPort.parse(" [fe80::1]:80 ")).isEqualTo(new HostPort("fe80::1", 80));
    assertThat(HostPort.parse("[::1]:80").uri("http", "/status"))
        .hasToString("http://[::1]:80/status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "18180",
        "localhost",
        ":80",
        "::1:80",
        "a:-1",
        "a:65536",
        "a:99999999999",
        "a b:1",
        "http://a:1",
        "[::1]"
      })
  void anything_else_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
  }

  @Test
  void the_refusal_says_what_to_write() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse("::1:80"))
        .withMessageContaining("write HOST:PORT");
  }
}
