package grapevine.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.link.LinkSamples;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.Token;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R4. */
class TokenSignerTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final TokenSigner.Verdict INVALID =
      new TokenSigner.Verdict.Refused(TokenRefusal.INVALID);
  private static final TokenSigner.Verdict EXPIRED =
      new TokenSigner.Verdict.Refused(TokenRefusal.EXPIRED);

  private final TokenSigner signer = new TokenSigner(ClusterKey.of("the key of this cluster"));

  @Test
  void a_signed_token_comes_back_until_it_expires() {
    String text = signer.sign(LinkSamples.TOKEN, NOW);
    assertThat(text).matches("[0-9A-Za-z_-]+");
    TokenSigner.Verdict valid = new TokenSigner.Verdict.Valid(LinkSamples.TOKEN);
    long expiry = NOW + TokenSigner.LIFETIME_MILLIS;
    assertThat(signer.verify(text, NOW)).isEqualTo(valid);
    assertThat(signer.verify(text, expiry - 1)).isEqualTo(valid);
    assertThat(signer.verify(text, expiry)).isEqualTo(EXPIRED);
  }

  @Test
  void another_front_end_of_the_cluster_takes_it() {
    TokenSigner other = new TokenSigner(ClusterKey.of("the key of this cluster"));
    assertThat(other.verify(signer.sign(Token.EMPTY, NOW), NOW))
        .isEqualTo(new TokenSigner.Verdict.Valid(Token.EMPTY));
  }

  @Test
  void another_clusters_token_is_invalid_even_when_expired() {
    TokenSigner foreign = new TokenSigner(ClusterKey.of("the key of another cluster"));
    String text = foreign.sign(LinkSamples.TOKEN, NOW);
    assertThat(signer.verify(text, NOW)).isEqualTo(INVALID);
    assertThat(signer.verify(text, NOW + TokenSigner.LIFETIME_MILLIS)).isEqualTo(INVALID);
  }

  @Test
  void a_token_changed_anywhere_is_invalid() {
    byte[] genuine = Base64.getUrlDecoder().decode(signer.sign(LinkSamples.TOKEN, NOW));
    for (int at = 0; at < genuine.length; at++) {
      byte[] forged = genuine.clone();
      forged[at] ^= 1;
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
      assertThat(signer.verify(text, NOW)).as("byte %d changed", at).isEqualTo(INVALID);
    }
  }

  @Test
  void a_token_cut_short_is_invalid() {
    String text = signer.sign(LinkSamples.TOKEN, NOW);
    for (int length = 0; length < text.length(); length++) {
      assertThat(signer.verify(text.substring(0, length), NOW)).isEqualTo(INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "AQ", "not base64!", "AQ==", "\u0000"})
  void what_is_no_token_is_invalid(String text) {
    assertThat(signer.verify(text, NOW)).isEqualTo(INVALID);
  }

  @Test
  void a_text_over_the_limit_is_not_even_looked_at() {
    assertThat(signer.verify("A".repeat(TokenSigner.TEXT_LENGTH_MAX + 1), NOW)).isEqualTo(INVALID);
  }

  @Test
  void the_largest_token_that_a_cluster_of_nine_makes_fits() {
    List<PendingWrite> pending = new ArrayList<>();
    for (int i = 0; i < Token.PENDING_MAX; i++) {
      List<Dot> dots =
          LongStream.range(0, PendingWrite.DOTS_MAX)
              .mapToObj(n -> new Dot(member(n), 1L << 50))
              .toList();
      pending.add(new PendingWrite(new CallId(i, -1), dots));
    }
    Token token = new Token(LinkSamples.TIMESTAMP.with(member(8), 1L << 50), pending, 1L << 50);
    String text = signer.sign(token, NOW);
    assertThat(signer.verify(text, NOW)).isEqualTo(new TokenSigner.Verdict.Valid(token));
  }

  private static MemberId member(long n) {
    return new MemberId("replica-manager-with-long-name-" + n, n + 1);
  }
}
