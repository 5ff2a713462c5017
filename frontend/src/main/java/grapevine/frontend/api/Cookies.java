package grapevine.frontend.api;

import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/** Cookies for browsers: out of reach of scripts, and not sent along by other sites' forms. */
final class Cookies {
  private Cookies() {}

  static HttpField set(String name, String value, Duration life) {
    String attributes = "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax";
    return new HttpField(HttpHeader.SET_COOKIE, name + "=" + value + attributes);
  }

  static HttpField clear(String name) {
    return set(name, "", Duration.ZERO);
  }
}
