package grapevine.frontend.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/** The connections whose answer goes on for as long as the client likes. Thread-safe. */
final class OpenStreams {
  private final Set<EndPoint> open = ConcurrentHashMap.newKeySet();

  /** Those of the server that the request came to. */
  static OpenStreams of(Request request) {
    ServerConnector connector = (ServerConnector) request.getConnectionMetaData().getConnector();
    return connector.getBean(OpenStreams.class);
  }

  void add(EndPoint endPoint) {
    open.add(endPoint);
  }

  void remove(EndPoint endPoint) {
    open.remove(endPoint);
  }

  boolean has(EndPoint endPoint) {
    return open.contains(endPoint);
  }
}
