package grapevine.frontend.http;

import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Lets the pages of the cluster's other front ends read answers, so that a page whose own front end
 * is gone can go on here (ADR 19). Nobody else's pages, and never with cookies.
 */
final class CrossOrigin {
  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
  private static final String ASKED_HEADERS =
      "Authorization, Causal-Token, Content-Type, Grapevine-Guest, Idempotency-Key, Last-Event-ID,"
          + " X-Grapevine-Trace";
  private static final String READABLE_HEADERS =
      "Causal-Token, Grapevine-Guest, X-Grapevine-Trace, Retry-After, Location,"
          + " Idempotent-Replayed";

  /** As long as browsers should not ask again. */
  private static final String PREFLIGHT_SECONDS = "600";

  private final Predicate<String> isFrontEnd;

  CrossOrigin(Predicate<String> isFrontEnd) {
    this.isFrontEnd = isFrontEnd;
  }

  /**
   * Whose page asks.
   *
   * @param origin empty for programs, for pages of this front end that need no permission, and for
   *     those that get none
   */
  record Asker(String origin, boolean isPreflight) {
    private static final Asker NOBODY = new Asker("", false);

    Reply readable(Reply reply) {
      return origin.isEmpty()
          ? reply
          : reply
              .with(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN.asString(), origin)
              .with(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS.asString(), READABLE_HEADERS)
              .with(HttpHeader.VARY.asString(), HttpHeader.ORIGIN.asString());
    }
  }

  Asker asker(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null || !isFrontEnd.test(origin)) {
      return Asker.NOBODY;
    }
    boolean isPreflight =
        request.getMethod().equals("OPTIONS")
            && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    return new Asker(origin, isPreflight);
  }

  /** What a browser that asks beforehand is told. */
  static Reply allowed() {
    return Reply.empty(204)
        .with(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS.asString(), METHODS)
        .with(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS.asString(), ASKED_HEADERS)
        .with(HttpHeader.ACCESS_CONTROL_MAX_AGE.asString(), PREFLIGHT_SECONDS);
  }
}
