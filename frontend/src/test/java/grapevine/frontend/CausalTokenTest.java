package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.common.security.ClusterKey;
import grapevine.common.security.TokenSigner;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens travel with the client, are signed (R4), are merged, and come back newer. */
class CausalTokenTest {
  private static final String RESTAURANTS = "/v1/restaurants?postcode=DH13LE";
  private static final MemberId RM1 = new MemberId("rm1", 1);
  private static final MemberId RM2 = new MemberId("rm2", 1);

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private final TokenSigner signer = new TokenSigner(RunningFrontEnd.KEY);

  private String signed(MemberId member, long n) {
    VectorTimestamp seen = VectorTimestamp.of(new Dot(member, n));
    return signer.sign(new Token(seen, List.of(), 1), frontEnd.clock().get());
  }

  private Token tokenOf(HttpAnswer answer) {
    TokenSigner.Verdict verdict =
        signer.verify(answer.header("Causal-Token"), frontEnd.clock().get());
    return ((TokenSigner.Verdict.Valid) verdict).token();
  }

  @Test
  void an_answer_carries_what_the_client_had_seen_and_an_order_is_pending_in_it() {
    HttpAnswer placed =
        frontEnd.post(
            "/v1/orders", Basket.order(), "Idempotency-Key", "k1", "Causal-Token", signed(RM1, 5));

    assertThat(tokenOf(placed).vector().get(RM1)).isEqualTo(5);
    assertThat(tokenOf(placed).pending()).hasSize(1);
  }

  /** R3: a price of a moment ago is no answer for who has seen what came after it. */
  @Test
  void a_price_is_found_again_for_a_client_who_has_seen_more() {
    assertThat(totalFor("k1", signed(RM1, 5))).isEqualTo(1950);
    frontEnd.cluster().setPrice(900);

    assertThat(totalFor("k2", signed(RM1, 5))).isEqualTo(1950);
    assertThat(totalFor("k3", signed(RM1, 99))).isEqualTo(2050);
  }

  private long totalFor(String key, String token) {
    return frontEnd
        .post("/v1/orders", Basket.order(), "Idempotency-Key", key, "Causal-Token", token)
        .json()
        .path("totalPence")
        .asLong();
  }

  @Test
  void the_token_comes_as_a_cookie_too_unless_the_client_keeps_it_itself() {
    String token = signed(RM1, 5);
    List<HttpAnswer> browsers =
        List.of(
            frontEnd.get(RESTAURANTS),
            frontEnd.get(RESTAURANTS, "Cookie", "Causal-Token=" + token),
            frontEnd.get(RESTAURANTS, "Cookie", "Causal-Token=" + token, "Causal-Token", token));

    for (HttpAnswer answer : browsers) {
      assertThat(answer.cookies())
          .anyMatch(cookie -> cookie.startsWith("Causal-Token=" + answer.header("Causal-Token")));
    }
    HttpAnswer answer = frontEnd.get(RESTAURANTS, "Causal-Token", token);
    assertThat(answer.header("Causal-Token")).isNotBlank();
    assertThat(answer.cookies()).noneMatch(cookie -> cookie.startsWith("Causal-Token"));
  }

  @Test
  void several_tokens_are_merged_from_one_line_or_several() {
    Token together =
        tokenOf(frontEnd.get(RESTAURANTS, "Causal-Token", signed(RM1, 5) + ", " + signed(RM2, 7)));
    Token apart =
        tokenOf(
            frontEnd.get(
                RESTAURANTS, "Causal-Token", signed(RM1, 5), "Causal-Token", signed(RM2, 7)));

    assertThat(together.vector()).isEqualTo(apart.vector());
    assertThat(together.vector().get(RM1)).isEqualTo(5);
    assertThat(together.vector().get(RM2)).isEqualTo(7);
  }

  @Test
  void a_cookie_counts_where_there_is_no_header() {
    HttpAnswer byCookie = frontEnd.get(RESTAURANTS, "Cookie", "Causal-Token=" + signed(RM1, 5));
    assertThat(tokenOf(byCookie).vector().get(RM1)).isEqualTo(5);

    HttpAnswer byHeader =
        frontEnd.get(
            RESTAURANTS, "Cookie", "Causal-Token=nonsense", "Causal-Token", signed(RM2, 7));
    assertThat(tokenOf(byHeader).vector().get(RM1)).isZero();
  }

  @Test
  void forged_foreign_and_too_many_tokens_are_refused_and_the_cookie_cleared() {
    String own = signed(RM1, 5);
    String forged = own.substring(0, own.length() - 2) + (own.endsWith("A") ? "BB" : "AA");
    String foreign =
        new TokenSigner(ClusterKey.of("the key of another cluster")).sign(Token.EMPTY, 0);
    for (String wrong :
        List.of(
            forged,
            foreign,
            "nonsense",
            "x".repeat(9000),
            String.join(",", List.of(own, own, own, own, own, own, own, own, own)))) {
      HttpAnswer refused = frontEnd.get(RESTAURANTS, "Causal-Token", wrong);
      assertThat(refused.refusal()).isEqualTo("400 TOKEN_INVALID");
      assertThat(refused.cookies())
          .anyMatch(cookie -> cookie.startsWith("Causal-Token=; Path=/; Max-Age=0"));
    }
    assertThat(frontEnd.get(RESTAURANTS, "Cookie", "Causal-Token=nonsense").refusal())
        .isEqualTo("400 TOKEN_INVALID");
  }

  @Test
  void an_old_token_has_expired() {
    String old = signed(RM1, 5);
    frontEnd.clock().addAndGet(TokenSigner.LIFETIME_MILLIS);

    assertThat(frontEnd.get(RESTAURANTS, "Causal-Token", old).refusal())
        .isEqualTo("400 TOKEN_EXPIRED");
  }

  @Test
  void a_trace_tells_who_was_asked_when_it_is_asked_for() throws IOException {
    HttpAnswer traced =
        frontEnd.post(
            "/v1/orders", Basket.order(), "Idempotency-Key", "k1", "X-Grapevine-Trace", "true");
    JsonNode trace = Json.mapper().readTree(traced.header("X-Grapevine-Trace"));

    assertThat(trace.path("asked").size()).isGreaterThanOrEqualTo(2);
    assertThat(trace.path("answered")).isNotEmpty();
    assertThat(trace.has("before") && trace.has("after") && trace.has("waitedMillis")).isTrue();
    assertThat(frontEnd.get(RESTAURANTS).header("X-Grapevine-Trace")).isNull();
  }
}
