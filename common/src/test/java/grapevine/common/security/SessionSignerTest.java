package grapevine.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Role;
import grapevine.common.ordering.Viewer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSignerTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Session SESSION =
      new Session("s-1", "a-1", "Ann", Role.COURIER, "g-1", NOW, NOW + 1000);
  private static final SessionSigner.Verdict VALID = new SessionSigner.Verdict.Valid(SESSION);
  private static final SessionSigner.Verdict INVALID =
      new SessionSigner.Verdict.Refused(TokenRefusal.INVALID);

  private final SessionSigner signer = new SessionSigner(ClusterKey.of("the key of this cluster"));

  @Test
  void a_session_comes_back_until_it_expires() {
    String text = signer.sign(SESSION);
    assertThat(signer.verify(text, NOW)).isEqualTo(VALID);
    assertThat(signer.verify(text, NOW + 999)).isEqualTo(VALID);
    assertThat(signer.verify(text, NOW + 1000))
        .isEqualTo(new SessionSigner.Verdict.Refused(TokenRefusal.EXPIRED));
  }

  @Test
  void every_front_end_of_the_cluster_takes_it_and_no_other() {
    String text = signer.sign(SESSION);
    assertThat(new SessionSigner(ClusterKey.of("the key of this cluster")).verify(text, NOW))
        .isEqualTo(VALID);
    assertThat(new SessionSigner(ClusterKey.of("the key of another one!")).verify(text, NOW))
        .isEqualTo(INVALID);
  }

  @Test
  void no_byte_of_it_can_be_changed() {
    byte[] signed = Base64.getUrlDecoder().decode(signer.sign(SESSION));
    for (int at = 0; at < signed.length; at++) {
      signed[at] ^= 1;
      String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
      assertThat(signer.verify(forged, NOW)).as("byte %d", at).isEqualTo(INVALID);
      signed[at] ^= 1;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "no base64!", "AAAA"})
  void what_is_no_session_is_refused(String text) {
    assertThat(signer.verify(text, NOW)).isEqualTo(INVALID);
    assertThat(signer.verify(text.repeat(10_000), NOW)).isEqualTo(INVALID);
  }

  @Test
  void it_tells_who_asks() {
    assertThat(SESSION.viewer()).isEqualTo(new Viewer("g-1", "a-1", Role.COURIER));
  }
}
