package grapevine.frontend.api;

import grapevine.common.security.TokenRefusal;
import grapevine.common.security.TokenSigner;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.protocol.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the client has seen, carried by the client (R4). Several tokens are merged; a header makes
 * the cookie void.
 */
final class CausalTokens {
  static final String NAME = "Causal-Token";
  private static final String LAST_EVENT = "Last-Event-ID";
  private static final int TOKENS_MAX = 8;
  private static final Duration COOKIE_LIFE = Duration.ofDays(7);

  private final TokenSigner signer;
  private final LongSupplier nowMillis;

  CausalTokens(TokenSigner signer, LongSupplier nowMillis) {
    this.signer = signer;
    this.nowMillis = nowMillis;
  }

  Optional<Token> of(ApiRequest request) {
    List<String> texts = texts(request);
    if (texts.size() > TOKENS_MAX) {
      throw refusal(ProblemCode.TOKEN_INVALID, "Send at most " + TOKENS_MAX + " tokens.");
    }
    return texts.stream().map(this::verify).reduce(Token::merge);
  }

  String sign(Token token) {
    return signer.sign(token, nowMillis.getAsLong());
  }

  Reply attach(Reply reply, Token token, ApiRequest request) {
    String text = sign(token);
    Reply attached = reply.with(NAME, text);
    return isForBrowser(request) ? attached.with(Cookies.set(NAME, text, COOKIE_LIFE)) : attached;
  }

  // Who sends headers of ours and no cookie keeps the token without a browser's help.
  private static boolean isForBrowser(ApiRequest request) {
    boolean sendsHeaders =
        request.header(NAME).isPresent() || request.header(Customers.NAME).isPresent();
    return !sendsHeaders || request.header("Cookie").isPresent();
  }

  private static List<String> texts(ApiRequest request) {
    List<String> lines = new ArrayList<>(request.headerLines(NAME));
    // What a browser that lost its stream has seen.
    lines.addAll(request.headerLines(LAST_EVENT));
    if (lines.isEmpty()) {
      return request.cookie(NAME).filter(text -> !text.isEmpty()).map(List::of).orElse(List.of());
    }
    List<String> texts = new ArrayList<>();
    for (String line : lines) {
      for (String text : line.split(",", -1)) {
        if (!text.isBlank()) {
          texts.add(text.strip());
        }
      }
    }
    return texts;
  }

  private Token verify(String text) {
    TokenSigner.Verdict verdict = signer.verify(text, nowMillis.getAsLong());
    if (verdict instanceof TokenSigner.Verdict.Valid valid) {
      return valid.token();
    }
    boolean isExpired =
        verdict instanceof TokenSigner.Verdict.Refused refused
            && refused.refusal() == TokenRefusal.EXPIRED;
    ProblemCode code = isExpired ? ProblemCode.TOKEN_EXPIRED : ProblemCode.TOKEN_INVALID;
    throw refusal(code, code.remedy());
  }

  private static RuntimeException refusal(ProblemCode code, String detail) {
    return Problem.of(code, detail).withHeader(Cookies.clear(NAME)).refused();
  }
}
