package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.link.LinkCodec;
import grapevine.database.ReplicaDatabase;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running replica manager. It listens from {@link #listen} on, so that its port is known, but
 * answers only from {@link #start} on; what was dialled in between waits. To be used from one
 * thread.
 */
public final class Replica implements AutoCloseable {
  private static final int HTTP_THREADS_MAX = 24;
  private static final int LINK_READ_BYTES = 64 << 10;
  private static final long NEW_NANOS = 10_000_000_000L;
  private static final Duration LINK_IDLE_MAX = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final ReplicaConfiguration configuration;
  private final Server server;
  private final ServerConnector connector;
  private final CompletableFuture<ReplicaFailure> failure = new CompletableFuture<>();
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
  private final AtomicBoolean isRetiring = new AtomicBoolean();
  private final ForcedLogFactory forcedLogs;
  private final LiveProviders providers;
  private final long startedNanos = System.nanoTime();
  private volatile ReplicaDatabase database;
  private volatile ReplicaParts parts;

  private Replica(
      ReplicaConfiguration configuration, ForcedLogFactory forcedLogs, LiveProviders providers) {
    this.configuration = configuration;
    this.forcedLogs = forcedLogs;
    this.providers = providers;
    QueuedThreadPool threads = new QueuedThreadPool(HTTP_THREADS_MAX, 4);
    threads.setName(configuration.name() + "-http");
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(configuration.listen().host());
    connector.setPort(configuration.listen().port());
    server.addConnector(connector);
    server.setErrorHandler(Problem::writeForJetty);
  }

  /** Takes the port. */
  public static Replica listen(ReplicaConfiguration configuration) {
    return listen(configuration, ForcedLogFactory.ratis(configuration.clusterKey()));
  }

  /** The same with another order for all. */
  static Replica listen(ReplicaConfiguration configuration, ForcedLogFactory forcedLogs) {
    return listen(configuration, forcedLogs, LiveProviders.of(configuration.providers()));
  }

  /** The same with other providers. */
  static Replica listen(
      ReplicaConfiguration configuration, ForcedLogFactory forcedLogs, LiveProviders providers) {
    Replica replica = new Replica(configuration, forcedLogs, providers);
    try {
      replica.connector.open();
      return replica;
    } catch (IOException e) {
      String message =
          "cannot listen on "
              + configuration.listen()
              + ": "
              + e.getMessage()
              + "; choose another --listen";
      throw new ReplicaFailure(ExitCode.FAILED, message, null);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  public String url() {
    return "http://" + new HostPort(configuration.listen().host(), port());
  }

  /**
   * Joins the others if it is to, recovers what the disk holds, dials the peers, and begins to
   * answer. After a failure close it.
   *
   * @param peerTargets the other founders; or where members are, if not where they say
   */
  public void start(Map<String, HostPort> peerTargets) {
    ReplicaDatabase recovered = open(peerTargets);
    database = recovered;
    opened.push(recovered);
    ReplicaParts made =
        new ReplicaParts(
            configuration,
            advertised(),
            forcedLogs,
            providers,
            peerTargets,
            recovered,
            this::fail,
            opened);
    parts = made;
    serve(made);
    made.start();
  }

  /** Completes, and only then, when the replica manager cannot go on. */
  public CompletableFuture<ReplicaFailure> failure() {
    return failure.copy();
  }

  /** For tests: commits find the disk full until told otherwise. */
  void pretendFull(boolean isFull) {
    database.pretendFull(isFull);
  }

  /** What is acknowledged is on disk anyway; this ends cleanly and frees the port. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      closeQuietly(opened.pop());
    }
    closeQuietly(connector);
  }

  private ReplicaDatabase open(Map<String, HostPort> peerTargets) {
    SecureRandom random = new SecureRandom();
    // Positive, and never the number that stands for "not met yet".
    LongSupplier newIncarnation = () -> 1 + (random.nextLong() >>> 2);
    TreeMap<String, HostPort> peers = new TreeMap<>(new AddressBook(configuration.data()).read());
    peers.putAll(peerTargets);
    Joining joining =
        new Joining(configuration, advertised(), peers, newIncarnation, Joining.PATIENCE);
    return new Recovery(configuration, peers, newIncarnation, Recovery.PATIENCE).openAfter(joining);
  }

  /** Where the others reach it. */
  private HostPort advertised() {
    return configuration
        .membership()
        .advertised()
        .orElseGet(() -> new HostPort(configuration.listen().host(), port()));
  }

  private void serve(ReplicaParts made) {
    ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
    container.setMaxBinaryMessageSize(LinkCodec.FRAME_BYTES_MAX);
    container.setMaxFrameSize(LinkCodec.FRAME_BYTES_MAX);
    container.setInputBufferSize(LINK_READ_BYTES);
    container.setIdleTimeout(LINK_IDLE_MAX);
    server.setHandler(made.endpoint(container));
    opened.push(server::stop);
    try {
      server.start();
    } catch (Exception e) {
      throw new ReplicaFailure(
          ExitCode.FAILED, "the HTTP server did not start: " + e.getMessage(), e);
    }
    made.openParts();
  }

  /**
   * Nothing is said after this: what the disk holds is not known any more, or the others go on
   * without it. Runs on the thread that noticed, which does not wait.
   */
  private void fail(ReplicaFailure failed) {
    ReplicaParts running = parts;
    if (failed.exitCode() != ExitCode.RETIRED) {
      running.silence();
      Recovery.want(configuration.data(), failed);
      failure.complete(failed);
    } else if (isRetiring.compareAndSet(false, true)) {
      Joining.retired(configuration.data(), running.me());
      Thread farewell =
          new Thread(
              () -> {
                boolean isWanted = running.letGo();
                failure.complete(isWanted ? left() : failed);
              },
              configuration.name() + "-farewell");
      farewell.setDaemon(true);
      farewell.start();
    }
  }

  private ReplicaFailure left() {
    return new ReplicaFailure(
        ExitCode.STOPPED,
        configuration.name() + " has left the cluster; started again it would join as a new member",
        null);
  }

  /**
   * Whether a start right after this failure may mend it: told while it came up, and not in the
   * middle of its work.
   */
  boolean mayStartAgain(ReplicaFailure failed) {
    boolean isNew = System.nanoTime() - startedNanos < NEW_NANOS;
    boolean isJoining = parts != null && !parts.isActive();
    return (failed.exitCode() == ExitCode.RETIRED && isNew)
        || (failed.exitCode() == ExitCode.SNAPSHOT_NEEDED && isJoining);
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("while stopping: {}", e.toString());
    }
  }
}
