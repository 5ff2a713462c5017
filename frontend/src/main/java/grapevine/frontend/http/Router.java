package grapevine.frontend.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Finds the endpoint of a method and a path. Patterns have names in braces for whole segments, as
 * in /v1/orders/{id}. Only GETs have parameters.
 */
public final class Router {
  private static final String GET = "GET";
  private static final String HEAD = "HEAD";
  private static final String POST = "POST";
  private static final String PUT = "PUT";
  private static final String DELETE = "DELETE";

  private final RequestMetrics requests;
  private final List<Route> routes = new ArrayList<>();

  public Router(RequestMetrics requests) {
    this.requests = requests;
  }

  /** An endpoint found, and what stood in the places of the names. */
  record Match(
      Endpoint endpoint,
      List<String> captures,
      boolean hasBody,
      boolean isOpen,
      RequestMetrics.Route meters) {}

  private record Route(List<String> segments, Map<String, Served> methods, boolean isOpen) {}

  private record Served(Endpoint endpoint, RequestMetrics.Route meters, boolean isStream) {}

  public Router get(String pattern, Endpoint endpoint) {
    return add(GET, pattern, endpoint, false, false);
  }

  /** A GET that this front end answers by itself: it is never refused for what is under way. */
  public Router getOpen(String pattern, Endpoint endpoint) {
    return add(GET, pattern, endpoint, true, false);
  }

  /** A GET whose answer goes on: its head alone is of no use. */
  public Router getStream(String pattern, Endpoint endpoint) {
    return add(GET, pattern, endpoint, false, true);
  }

  /** The same without an end. */
  public Router getOpenStream(String pattern, Endpoint endpoint) {
    return add(GET, pattern, endpoint, true, true);
  }

  public Router post(String pattern, Endpoint endpoint) {
    return addWrite(POST, pattern, endpoint);
  }

  public Router put(String pattern, Endpoint endpoint) {
    return addWrite(PUT, pattern, endpoint);
  }

  public Router delete(String pattern, Endpoint endpoint) {
    return addWrite(DELETE, pattern, endpoint);
  }

  private static boolean hasBody(String method) {
    return method.equals(POST) || method.equals(PUT);
  }

  /**
   * @param segments of the path, decoded
   */
  Match match(String method, List<String> segments) {
    for (Route route : routes) {
      List<String> captures = capture(route.segments, segments);
      if (captures != null) {
        Served served = route.methods.get(method.equals(HEAD) ? GET : method);
        if (served == null || (served.isStream && method.equals(HEAD))) {
          throw methodRefused(route);
        }
        return new Match(served.endpoint, captures, hasBody(method), route.isOpen, served.meters);
      }
    }
    throw Problem.of(ProblemCode.NOT_FOUND).refused();
  }

  /** The meters of what nothing matches. */
  RequestMetrics.Route unmatched() {
    return requests.unmatched();
  }

  private Router addWrite(String method, String pattern, Endpoint endpoint) {
    return add(
        method,
        pattern,
        request -> {
          request.parameters().requireOnly(List.of());
          return endpoint.answer(request);
        },
        false,
        false);
  }

  private Router add(
      String method, String pattern, Endpoint endpoint, boolean isOpen, boolean isStream) {
    Served served = new Served(endpoint, requests.route(pattern, method), isStream);
    List<String> segments = List.of(pattern.substring(1).split("/", -1));
    for (Route route : routes) {
      if (route.segments.equals(segments)) {
        route.methods.put(method, served);
        return this;
      }
    }
    routes.add(new Route(segments, new TreeMap<>(Map.of(method, served)), isOpen));
    return this;
  }

  private static List<String> capture(List<String> pattern, List<String> segments) {
    if (pattern.size() != segments.size()) {
      return null;
    }
    List<String> captures = new ArrayList<>();
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i).startsWith("{")) {
        captures.add(segments.get(i));
      } else if (!pattern.get(i).equals(segments.get(i))) {
        return null;
      }
    }
    return captures;
  }

  private static RequestRefused methodRefused(Route route) {
    TreeSet<String> allowed = new TreeSet<>(route.methods.keySet());
    if (allowed.contains(GET) && !route.methods.get(GET).isStream) {
      allowed.add(HEAD);
    }
    HttpField allow = new HttpField(HttpHeader.ALLOW, String.join(", ", allowed));
    return Problem.of(ProblemCode.METHOD_NOT_ALLOWED).withHeader(allow).refused();
  }
}
