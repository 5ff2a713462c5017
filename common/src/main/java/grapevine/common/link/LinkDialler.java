package grapevine.common.link;

import grapevine.common.HostPort;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * Jetty's WebSocket client, set up for the links of one process, which share it: straight to the
 * target, uncompressed, nothing held back, its threads daemons. Thread-safe.
 */
public final class LinkDialler implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);

  /** Longer than {@link LinkConnection} lets silence last. */
  private static final Duration IDLE_MAX = Duration.ofSeconds(10);

  /** Of one read: the frames of a loaded link come whole. */
  static final int READ_BYTES = 64 << 10;

  private final LinkCounters counters = new LinkCounters();
  private final WebSocketClient client;

  /**
   * @param name of the process, for its threads
   */
  public LinkDialler(String name) {
    LinkThreads threads = new LinkThreads(name);
    Scheduler timer = new ScheduledExecutorScheduler(name + "-links-timer", true);
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    connector.setScheduler(timer);
    connector.setConnectTimeout(CONNECT_TIMEOUT);
    // RFC 896's delay would add up to 40 ms to a call and its reply.
    connector.setTCPNoDelay(true);
    HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
    http.setExecutor(threads);
    http.setScheduler(timer);
    http.setFollowRedirects(false);
    http.setUserAgentField(null);
    client = new WebSocketClient(http);
    client.setIdleTimeout(IDLE_MAX);
    client.setInputBufferSize(READ_BYTES);
    client.setMaxBinaryMessageSize(LinkCodec.FRAME_BYTES_MAX);
    client.setMaxFrameSize(LinkCodec.FRAME_BYTES_MAX);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the WebSocket client does not start", e);
    }
  }

  /** Of all links of the process: those that others dial count here too. */
  public LinkCounters counters() {
    return counters;
  }

  static URI uri(HostPort target) {
    return target.uri("ws", LinkClient.PATH);
  }

  /** Ends with a session, or exceptionally: within a few seconds either way. */
  CompletableFuture<Session> dial(
      HostPort target, String authorization, Session.Listener listener) {
    ClientUpgradeRequest request = new ClientUpgradeRequest(uri(target));
    request.setHeader("Authorization", authorization);
    // Compression costs more than the network between replica managers does.
    request.setExtensions(List.of());
    request.setTimeout(CONNECT_TIMEOUT.plus(HANDSHAKE_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
    try {
      return client.connect(listener, request);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the WebSocket client does not stop", e);
    }
  }
}
