package grapevine.frontend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KnownOriginsTest {
  private final AtomicLong nanos = new AtomicLong(5);
  private final KnownOrigins origins = new KnownOrigins(nanos::get);

  @Test
  void an_address_is_known_by_its_origin() {
    origins.seen("http://FE1.example:80/somewhere");
    origins.seen("https://fe2.example:443");
    origins.seen("https://fe3.example:8443");
    origins.seen("http://[::1]:8080");

    assertThat(origins.isKnown("http://fe1.example")).isTrue();
    assertThat(origins.isKnown("https://fe2.example")).isTrue();
    assertThat(origins.isKnown("https://fe3.example:8443")).isTrue();
    assertThat(origins.isKnown("http://[::1]:8080")).isTrue();
    assertThat(origins.isKnown("https://fe1.example")).isFalse();
    assertThat(origins.isKnown("http://fe3.example:8443")).isFalse();
  }

  @Test
  void what_is_no_address_makes_nobody_known() {
    for (String wrong : new String[] {"", "fe1", "http://", "http://a b", "mailto:a@b", "null"}) {
      origins.seen(wrong);
      assertThat(origins.isKnown(wrong)).as(wrong).isFalse();
    }
    assertThat(origins.isKnown("null")).isFalse();
  }

  @Test
  void one_that_is_gone_is_forgotten_after_a_day() {
    origins.seen("http://fe1");
    nanos.addAndGet(KnownOrigins.LIFE_NANOS);
    assertThat(origins.isKnown("http://fe1")).isTrue();
    nanos.incrementAndGet();
    assertThat(origins.isKnown("http://fe1")).isFalse();
    origins.seen("http://fe1");
    assertThat(origins.isKnown("http://fe1")).isTrue();
  }

  @Test
  void of_too_many_the_one_that_was_seen_longest_ago_goes() {
    for (int i = 0; i <= KnownOrigins.KNOWN_MAX; i++) {
      nanos.incrementAndGet();
      origins.seen("http://fe" + i);
    }
    assertThat(origins.isKnown("http://fe0")).isFalse();
    assertThat(origins.isKnown("http://fe1")).isTrue();
    assertThat(origins.isKnown("http://fe" + KnownOrigins.KNOWN_MAX)).isTrue();
  }
}
