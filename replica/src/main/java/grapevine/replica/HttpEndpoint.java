package grapevine.replica;

import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.metrics.ProcessMetrics;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.ReplicaStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/**
 * The replica manager's port: links, status, the operator's order. Everything but {@code /healthz}
 * is for holders of the cluster's key, and a link is refused before it is upgraded.
 */
final class HttpEndpoint extends Handler.Abstract {
  static final String PROVIDERS = "/providers";
  static final int BODY_BYTES_MAX = 64 << 10;
  private static final Map<String, String> METHODS =
      Map.of(
          "/healthz",
          "GET",
          "/readyz",
          "GET",
          "/status",
          "GET",
          ProcessMetrics.PATH,
          "GET",
          PROVIDERS,
          "GET",
          "/admin/status",
          "PUT",
          LiveViewEndpoint.CHAOS,
          "PUT",
          "/internal/link",
          "GET",
          SnapshotEndpoint.PATH,
          "GET");

  private enum OrderedStatus {
    ACTIVE,
    OVERLOADED,
    OFFLINE,
    AUTO
  }

  private record StatusOrder(OrderedStatus status) {}

  private record Readiness(boolean ready) {}

  private final ClusterKey key;
  private final ServerWebSocketContainer container;
  private final LinkConnections connections;
  private final LinkTraffic traffic;
  private final StatusBoard board;
  private final Supplier<StatusPage> statusPage;
  private final Supplier<ProvidersPage> providersPage;
  private final ProcessMetrics metrics;
  private final SnapshotEndpoint snapshots;
  private final OperationSource operations;
  private final MemberEndpoint members;
  private final LiveViewEndpoint liveView;

  HttpEndpoint(
      ClusterKey key,
      ServerWebSocketContainer container,
      LinkConnections connections,
      LinkTraffic traffic,
      StatusBoard board,
      Supplier<StatusPage> statusPage,
      Supplier<ProvidersPage> providersPage,
      ProcessMetrics metrics,
      SnapshotEndpoint snapshots,
      OperationSource operations,
      MemberEndpoint members,
      LiveViewEndpoint liveView) {
    this.key = key;
    this.container = container;
    this.connections = connections;
    this.traffic = traffic;
    this.board = board;
    this.statusPage = statusPage;
    this.providersPage = providersPage;
    this.metrics = metrics;
    this.snapshots = snapshots;
    this.operations = operations;
    this.members = members;
    this.liveView = liveView;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    String method = methodOf(path);
    if (!path.equals("/healthz")
        && !key.isLinkAuthorization(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      refuse(
          401,
          "UNAUTHORIZED",
          "send the cluster's credential as a bearer token",
          response,
          callback);
    } else if (method == null) {
      refuse(
          404,
          "NOT_FOUND",
          "there is nothing here; see /status, /metrics and /healthz",
          response,
          callback);
    } else if (!method.equals(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, method);
      refuse(405, "METHOD_NOT_ALLOWED", "use " + method, response, callback);
    } else {
      serve(path, request, response, callback);
    }
    return true;
  }

  private static String methodOf(String path) {
    if (path.startsWith(OperationSource.PATH) || path.startsWith(LiveViewEndpoint.CALLS)) {
      return "GET";
    }
    return METHODS.getOrDefault(path, MemberEndpoint.METHODS.get(path));
  }

  private void serve(String path, Request request, Response response, Callback callback)
      throws IOException {
    if (path.startsWith(OperationSource.PATH)) {
      operation(path, response, callback);
      return;
    }
    if (path.startsWith(LiveViewEndpoint.CALLS)) {
      liveView.find(path, response, callback);
      return;
    }
    if (path.equals(LiveViewEndpoint.CHAOS)) {
      byte[] body = jsonBody(request, response, callback);
      if (body != null) {
        liveView.order(body, response, callback);
      }
      return;
    }
    if (MemberEndpoint.METHODS.containsKey(path)) {
      // To leave takes no words, so none are asked for.
      boolean isBodyWanted = path.equals(MemberClient.JOIN) || path.equals(MemberEndpoint.RETIRE);
      byte[] body = isBodyWanted ? jsonBody(request, response, callback) : new byte[0];
      if (body != null) {
        members.serve(path, body, response, callback);
      }
      return;
    }
    switch (path) {
      case "/internal/link" -> link(request, response, callback);
      case SnapshotEndpoint.PATH -> snapshots.serve(request, response, callback);
      case "/admin/status" -> order(request, response, callback);
      case "/status" -> answer(200, statusPage.get(), response, callback);
      case PROVIDERS -> answer(200, providersPage.get(), response, callback);
      case ProcessMetrics.PATH ->
          answer(200, ProcessMetrics.CONTENT_TYPE, metrics.scrape(), response, callback);
      case "/readyz" -> ready(response, callback);
      default -> answer(200, Map.of("alive", true), response, callback);
    }
  }

  private void operation(String path, Response response, Callback callback) {
    Optional<byte[]> found = OperationSource.callIdOf(path).flatMap(operations::find);
    if (found.isPresent()) {
      answer(200, "application/octet-stream", found.get(), response, callback);
    } else {
      refuse(404, "OPERATION_UNKNOWN", "no such operation is executed here", response, callback);
    }
  }

  private void link(Request request, Response response, Callback callback) {
    if (!connections.hasRoom()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
      refuse(
          503,
          "TOO_MANY_LINKS",
          "all places for links are taken; try again later",
          response,
          callback);
      return;
    }
    boolean isTaken =
        container.upgrade(
            (upgrade, accepted, ignored) -> {
              // Compression costs more than the network between replica managers does.
              accepted.setExtensions(List.of());
              return new LinkConnection(connections, traffic);
            },
            request,
            response,
            callback);
    if (!isTaken) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      refuse(426, "UPGRADE_REQUIRED", "a link is a WebSocket", response, callback);
    }
  }

  /** Null when it was refused. */
  private static byte[] jsonBody(Request request, Response response, Callback callback)
      throws IOException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase("application/json")) {
      refuse(415, "JSON_REQUIRED", "send application/json", response, callback);
      return null;
    }
    byte[] body = Content.Source.asInputStream(request).readNBytes(BODY_BYTES_MAX + 1);
    if (body.length > BODY_BYTES_MAX) {
      refuse(
          413,
          "BODY_TOO_LARGE",
          "a body has at most " + BODY_BYTES_MAX + " bytes",
          response,
          callback);
      return null;
    }
    return body;
  }

  private void order(Request request, Response response, Callback callback) throws IOException {
    byte[] body = jsonBody(request, response, callback);
    if (body == null) {
      return;
    }
    try {
      OrderedStatus ordered = Json.read(body, StatusOrder.class).status();
      if (ordered == null) {
        refuse(
            400,
            "FIELD_INVALID",
            "give a status: ACTIVE, OVERLOADED, OFFLINE or AUTO",
            response,
            callback);
        return;
      }
      board.order(
          ordered == OrderedStatus.AUTO
              ? Optional.empty()
              : Optional.of(ReplicaStatus.valueOf(ordered.name())));
      answer(200, statusPage.get(), response, callback);
    } catch (JsonRefused e) {
      refuse(400, e.code(), e.pointer() + " " + e.getMessage(), response, callback);
    }
  }

  private void ready(Response response, Callback callback) {
    StatusPage page = statusPage.get();
    if (page.starting() || page.status() == ReplicaStatus.OFFLINE) {
      String why = page.starting() ? "it has not heard from its peers yet" : "it is OFFLINE";
      refuse(503, "NOT_READY", "no call would be answered: " + why, response, callback);
    } else {
      answer(200, new Readiness(true), response, callback);
    }
  }

  private static void answer(int status, Object body, Response response, Callback callback) {
    answer(status, "application/json", Json.bytes(body), response, callback);
  }

  private static void answer(
      int status, String contentType, byte[] body, Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static void refuse(
      int status, String code, String detail, Response response, Callback callback) {
    Problem.of(status, code, detail.trim()).write(response, callback);
  }
}
