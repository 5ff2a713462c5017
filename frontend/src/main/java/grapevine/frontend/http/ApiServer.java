package grapevine.frontend.http;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty with every bound set: threads, connections, header sizes, idle time. A stop lets running
 * requests end.
 */
public final class ApiServer {
  private static final int THREADS_MAX = 32;
  private static final int THREADS_MIN = 4;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;
  private static final int CONNECTIONS_MAX = 10_000;
  private static final int ACCEPT_QUEUE = 1024;
  private static final int HEADER_BYTES_MAX = 32 * 1024;
  private static final long IDLE_MILLIS_MAX = 30_000;
  private static final long STOP_MILLIS_MAX = 3_000;
  private static final long STOP_IDLE_MILLIS_MAX = 100;

  private final QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
  private final FollowingExecutor executor = new FollowingExecutor(threads);
  private final Server server = new Server(threads);
  private final ServerConnector connector;

  public ApiServer(String host, int port, RequestMetrics requests) {
    threads.setName("http");
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    connector = new ServerConnector(server, executor, null, null, ACCEPTORS, SELECTORS, http);
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS_MAX);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS_MAX);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
    OpenStreams streams = new OpenStreams();
    connector.addBean(streams);
    connector.addBean(new SlowClients(connector, streams));
    server.setErrorHandler(new ProblemErrorHandler(requests));
    server.setStopTimeout(STOP_MILLIS_MAX);
  }

  /** Binds the port before anything else starts, so that a port in use is told at once. */
  public void bind() throws IOException {
    connector.open();
  }

  /**
   * @param isFrontEnd whether pages of this origin are a front end's of the same cluster
   */
  public void start(Router router, Admission admission, Predicate<String> isFrontEnd)
      throws Exception {
    GracefulHandler graceful =
        new GracefulHandler(new ApiHandler(router, admission, new CrossOrigin(isFrontEnd)));
    graceful.setShutdownIdleTimeout(STOP_IDLE_MILLIS_MAX);
    server.setHandler(graceful);
    server.start();
  }

  /** The port in use: of interest where 0 was asked for. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Runs what follows the answer of a replica manager, so that the loop's thread need not. */
  public Executor executor() {
    return executor::begin;
  }

  public void stop() throws Exception {
    server.stop();
    connector.close();
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // What it would keep of the last request's headers takes 41 KB a connection.
    configuration.setHeaderCacheSize(0);
    configuration.setRequestHeaderSize(HEADER_BYTES_MAX);
    configuration.setMaxResponseHeaderSize(HEADER_BYTES_MAX);
    return configuration;
  }
}
