package grapevine.frontend.http;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * A request as endpoints see it: whole, its body within bounds, its path taken apart. Safe to use
 * on any thread.
 */
public final class ApiRequest {
  private final String path;
  private final List<String> captures;
  private final HttpFields headers;
  private final List<HttpCookie> cookies;
  private final QueryParameters parameters;
  private final String remoteAddress;
  private final byte[] body;

  ApiRequest(Request request, List<String> captures, byte[] body) {
    this.path = request.getHttpURI().getPath();
    this.captures = List.copyOf(captures);
    this.headers = request.getHeaders().asImmutable();
    this.cookies =
        headers.contains(HttpHeader.COOKIE) ? List.copyOf(Request.getCookies(request)) : List.of();
    this.parameters = QueryParameters.of(request);
    this.remoteAddress = Request.getRemoteAddr(request);
    this.body = body;
  }

  /** As it was sent. */
  public String path() {
    return path;
  }

  /** What stood in the place of the route's n-th name in braces. */
  public String capture(int n) {
    return captures.get(n);
  }

  public QueryParameters parameters() {
    return parameters;
  }

  /** Of who is connected: a proxy's, where there is one. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** Not a copy: to be read only. */
  public byte[] body() {
    return body;
  }

  /** One entry for each line of this header, in order. */
  public List<String> headerLines(String name) {
    return headers.getFields(name).stream()
        .map(HttpField::getValue)
        .map(value -> value == null ? "" : value)
        .toList();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public Optional<String> cookie(String name) {
    return cookies.stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }
}
