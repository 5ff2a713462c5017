package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.link.LinkCodec;
import grapevine.common.metrics.ProcessMetrics;
import grapevine.database.ReplicaDatabase;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaSettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
  private static final int INPUTS_MAX = 16_384;
  private static final long INPUT_BYTES_MAX = 128L << 20;
  private static final int HTTP_THREADS_MAX = 24;
  private static final int LINK_READ_BYTES = 64 << 10;
  private static final Duration LINK_IDLE_MAX = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

  private final ReplicaConfiguration configuration;
  private final Server server;
  private final ServerConnector connector;
  private final CompletableFuture<ReplicaFailure> failure = new CompletableFuture<>();
  private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
  private volatile ReplicaDatabase database;

  private Replica(ReplicaConfiguration configuration) {
    this.configuration = configuration;
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
    Replica replica = new Replica(configuration);
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
   * Recovers what the disk holds, dials the peers, and begins to answer. After a failure close it.
   */
  public void start(Map<String, HostPort> peerTargets) {
    database = open(peerTargets);
    opened.push(database);
    ReplicaManager core =
        new ReplicaManager(
            ReplicaSettings.standard(new ArrayList<>(peerTargets.keySet())),
            database.recover(),
            database.value(),
            database.executedOperations());
    InputQueue queue = new InputQueue(INPUTS_MAX, INPUT_BYTES_MAX);
    StatusGauge gauge = new StatusGauge();
    CoreView view = new CoreView(core.report());
    FrontEndDirectory frontEnds = new FrontEndDirectory();
    PeerLinks peers =
        new PeerLinks(
            configuration.name(),
            peerTargets,
            configuration.clusterKey(),
            (peer, isUp) -> queue.offer(Arrival.link(peer, isUp)));
    LinkConnections connections = new LinkConnections(peers.counters());
    ProcessMetrics process = new ProcessMetrics();
    opened.push(process);
    ReplicaMetrics metrics = new ReplicaMetrics(process);
    database.observe(metrics);
    QueryReaders readers = new QueryReaders(configuration.name(), database::newReader, metrics);
    SnapshotStore snapshots =
        new SnapshotStore(
            configuration.name(),
            configuration.data().resolve("snapshots"),
            database::copyTo,
            () -> database.fileBytes() + database.walBytes());
    opened.push(snapshots);
    DiskSpace space = DiskSpace.of(configuration);
    StatusBroadcast status =
        new StatusBroadcast(
            configuration, queue, gauge, readers, space, view, frontEnds, connections);
    LinkTraffic traffic = new LinkTraffic(queue, view, frontEnds, status, peers, metrics, space);
    ReplicaGauges gauges = new ReplicaGauges(process);
    gauges.core(view);
    gauges.queues(queue, readers);
    gauges.links(status.board(), connections, peers, view);
    gauges.database(database);
    gauges.disk(space);
    EventLoop loop =
        new EventLoop(
            configuration.name(),
            core,
            database,
            queue,
            gauge,
            view,
            peers,
            readers,
            metrics,
            space,
            failed -> fail(failed, readers, connections));
    Scrubber scrubber =
        new Scrubber(
            configuration.name(),
            database,
            new PeerOperations(peerTargets, configuration.clusterKey()),
            metrics,
            configuration.scrubRowsPerSecond());
    readers.onDamage(scrubber::met);
    OperationSource operations = new OperationSource(database.newReader());
    opened.push(operations);
    serve(
        connections,
        traffic,
        status.board(),
        () -> StatusPage.of(view, status.board(), queue, metrics, connections, peers.states()),
        process,
        snapshots,
        operations);
    opened.push(peers);
    opened.push(connections::close);
    opened.push(readers);
    opened.push(space);
    opened.push(status);
    opened.push(scrubber);
    opened.push(loop);
    readers.start();
    scrubber.start();
    space.start();
    loop.start();
    status.start();
    peers.start();
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

  private ReplicaDatabase open(Map<String, HostPort> peers) {
    SecureRandom random = new SecureRandom();
    // Positive, and never the number that stands for "not met yet".
    LongSupplier newIncarnation = () -> 1 + (random.nextLong() >>> 2);
    return new Recovery(configuration, peers, newIncarnation, Recovery.PATIENCE).open();
  }

  private void serve(
      LinkConnections connections,
      LinkTraffic traffic,
      StatusBoard board,
      Supplier<StatusPage> statusPage,
      ProcessMetrics metrics,
      SnapshotStore snapshots,
      OperationSource operations) {
    ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
    container.setMaxBinaryMessageSize(LinkCodec.FRAME_BYTES_MAX);
    container.setMaxFrameSize(LinkCodec.FRAME_BYTES_MAX);
    container.setInputBufferSize(LINK_READ_BYTES);
    container.setIdleTimeout(LINK_IDLE_MAX);
    server.setHandler(
        new HttpEndpoint(
            configuration.clusterKey(),
            container,
            connections,
            traffic,
            board,
            statusPage,
            metrics,
            new SnapshotEndpoint(snapshots),
            operations));
    opened.push(server::stop);
    try {
      server.start();
    } catch (Exception e) {
      throw new ReplicaFailure(
          ExitCode.FAILED, "the HTTP server did not start: " + e.getMessage(), e);
    }
  }

  /**
   * Nothing is sent after this: what the disk holds is not known any more. Runs on the event loop's
   * thread.
   */
  private void fail(ReplicaFailure failed, QueryReaders readers, LinkConnections connections) {
    readers.stop();
    connections.cut();
    Recovery.want(configuration.data(), failed);
    failure.complete(failed);
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
