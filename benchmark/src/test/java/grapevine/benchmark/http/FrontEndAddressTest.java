package grapevine.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrontEndAddressTest {
  @Test
  void a_url_names_a_host_and_a_port() {
    FrontEndAddress address = FrontEndAddress.parse(" http://127.0.0.1:8080/ ");
    assertThat(address.url()).isEqualTo("http://127.0.0.1:8080");
    assertThat(address.host()).asString().isEqualTo("127.0.0.1:8080");
    assertThat(FrontEndAddress.parse("http://127.0.0.1").socketAddress().getPort()).isEqualTo(80);
  }

  @Test
  void what_is_no_front_end_is_refused_with_an_example() {
    for (String text :
        new String[] {
          "",
          "127.0.0.1:8080",
          "https://127.0.0.1",
          "http://a/b",
          "http://a?b",
          "http://",
          "http:// x"
        }) {
      assertThatThrownBy(() -> FrontEndAddress.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http://127.0.0.1:8080");
    }
  }
}
