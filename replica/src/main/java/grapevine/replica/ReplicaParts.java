package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.metrics.ProcessMetrics;
import grapevine.database.ReplicaDatabase;
import grapevine.protocol.DurableState;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import grapevine.replica.chaos.Chaos;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Everything of a replica manager between its disk and its port, put together. */
final class ReplicaParts {
  private static final int INPUTS_MAX = 16_384;
  private static final long INPUT_BYTES_MAX = 128L << 20;
  private static final Duration FAREWELL_MAX = Duration.ofSeconds(5);

  private final ReplicaConfiguration configuration;
  private final ReplicaDatabase database;
  private final ArrayDeque<AutoCloseable> opened;
  private final MemberId me;
  private final InputQueue queue = new InputQueue(INPUTS_MAX, INPUT_BYTES_MAX);
  private final CoreView view;
  private final PeerLinks peers;
  private final LinkConnections connections;
  private final ProcessMetrics process = new ProcessMetrics();
  private final ReplicaMetrics metrics = new ReplicaMetrics(process);
  private final QueryReaders readers;
  private final SnapshotStore snapshots;
  private final DiskSpace space;
  private final HandIn handIn;
  private final StatusBroadcast status;
  private final ForcedHost forced;
  private final MemberDesk desk;
  private final LinkTraffic traffic;
  private final OperationSource operations;
  private final Scrubber scrubber;
  private final FenceWatch fenceWatch;
  private final Expiry expiry;
  private final LiveProviders providers;
  private final List<ProviderWorker> workers = new ArrayList<>();
  private final Chaos chaos;
  private final CallTrail trail = new CallTrail(System::currentTimeMillis);
  private final EventLoop loop;

  /**
   * @param advertised where the others reach it
   * @param opened gets what is to be closed, in the order of opening
   */
  ReplicaParts(
      ReplicaConfiguration configuration,
      HostPort advertised,
      ForcedLogFactory forcedLogs,
      LiveProviders providers,
      Map<String, HostPort> peerTargets,
      ReplicaDatabase database,
      Consumer<ReplicaFailure> onFailure,
      ArrayDeque<AutoCloseable> opened) {
    this.configuration = configuration;
    this.database = database;
    this.opened = opened;
    this.providers = providers;
    String name = configuration.name();
    database.askProviders(providers.mode());
    DurableState recovered = database.recover();
    ReplicaManager core =
        new ReplicaManager(
            settings(peerTargets, advertised),
            recovered,
            trail.watch(database.value()),
            database.executedOperations());
    me = recovered.me();
    ReplicaReport report = core.report();
    view = new CoreView(report);
    chaos = new Chaos(name, configuration.chaos());
    opened.push(chaos);
    peers =
        new PeerLinks(
            name,
            peerTargets,
            report.members(),
            configuration.clusterKey(),
            (peer, isUp) -> queue.offer(Arrival.link(peer, isUp)),
            chaos);
    opened.push(process);
    connections = new LinkConnections(peers.counters());
    database.observe(metrics);
    database.observeChanges(new ChangeFeed(connections));
    readers = new QueryReaders(name, database::newReader, metrics);
    snapshots =
        new SnapshotStore(
            name,
            configuration.data().resolve("snapshots"),
            database::copyTo,
            () -> database.fileBytes() + database.walBytes());
    opened.push(snapshots);
    space = DiskSpace.of(configuration);
    handIn = handIn();
    StatusGauge gauge = new StatusGauge();
    FrontEndDirectory frontEnds = new FrontEndDirectory();
    status =
        new StatusBroadcast(
            configuration, queue, gauge, readers, space, view, handIn, frontEnds, connections);
    forced =
        new ForcedHost(
            configuration.data(), forcedLogs, me, peers, queue, metrics, space, onFailure);
    desk = new MemberDesk(name, view, queue, forced, peers, status.board());
    traffic =
        new LinkTraffic(
            queue, view, frontEnds, status, peers, forced, handIn, metrics, space, chaos);
    loop = loop(core, gauge, onFailure);
    scrubber =
        new Scrubber(
            name,
            database,
            new PeerOperations(peers::targets, configuration.clusterKey()),
            metrics,
            configuration.scrubRowsPerSecond());
    readers.onDamage(scrubber::met);
    operations = new OperationSource(database.newReader());
    opened.push(operations);
    fenceWatch = new FenceWatch(name, view, peers, configuration.clusterKey(), onFailure);
    expiry =
        new Expiry(
            name,
            view,
            queue,
            database.unansweredOrders(),
            () -> configuration.isExpiring() && !handIn.isPending() && !space.isShort(),
            System::currentTimeMillis);
    providers.sources().forEach(source -> workers.add(worker(source)));
    gauges();
  }

  private ProviderWorker worker(ProviderSource source) {
    return new ProviderWorker(
        configuration.name(),
        source,
        view,
        peers::there,
        queue,
        database.providerWants(),
        () -> !handIn.isPending() && !space.isShort(),
        System::currentTimeMillis);
  }

  private ReplicaSettings settings(Map<String, HostPort> peerTargets, HostPort advertised) {
    TreeMap<String, String> addresses = new TreeMap<>();
    peerTargets.forEach((peer, address) -> addresses.put(peer, address.toString()));
    if (!PeerTargets.isWildcard(advertised)) {
      addresses.put(configuration.name(), advertised.toString());
    }
    ReplicaSettings standard = ReplicaSettings.standard(new ArrayList<>(peerTargets.keySet()));
    return new ReplicaSettings(
        standard.peers(),
        configuration.membership().fanOut() - 1,
        standard.gossipIntervalTicks(),
        standard.gossipTimeoutTicks(),
        standard.degradedAfterTicks(),
        standard.startUpTicks(),
        standard.heldMax(),
        standard.gossipRecordsMax(),
        standard.gossipBytesMax(),
        standard.leftBehindTicks(),
        standard.logBytesMax(),
        addresses);
  }

  private HandIn handIn() {
    try {
      return new HandIn(configuration.name(), configuration.data(), view, queue);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EventLoop loop(
      ReplicaManager core, StatusGauge gauge, Consumer<ReplicaFailure> onFailure) {
    MemberChanges members =
        new MemberChanges(
            peers, forced, new AddressBook(configuration.data()), view.report().members());
    return new EventLoop(
        configuration.name(),
        core,
        database,
        queue,
        gauge,
        view,
        peers,
        members,
        forced,
        readers,
        metrics,
        space,
        trail,
        onFailure);
  }

  private void gauges() {
    ReplicaGauges gauges = new ReplicaGauges(process);
    gauges.core(view);
    gauges.queues(queue, readers);
    gauges.links(status.board(), connections, peers, view);
    gauges.database(database);
    gauges.disk(space);
    gauges.forced(forced);
  }

  Handler endpoint(ServerWebSocketContainer container) {
    return new HttpEndpoint(
        configuration.clusterKey(),
        container,
        connections,
        traffic,
        status.board(),
        () ->
            StatusPage.of(view, status.board(), queue, metrics, connections, peers.states(), chaos),
        () -> ProvidersPage.of(configuration.name(), providers.health().get()),
        process,
        new SnapshotEndpoint(snapshots),
        operations,
        new MemberEndpoint(desk),
        new LiveViewEndpoint(chaos, trail));
  }

  /** Closed in the other order: whatever the loop uses outlives it. */
  void openParts() {
    opened.push(peers);
    opened.push(forced);
    opened.push(connections::close);
    opened.push(readers);
    opened.push(space);
    opened.push(status);
    opened.push(scrubber);
    opened.push(desk);
    opened.push(fenceWatch);
    opened.push(handIn);
    opened.push(expiry);
    workers.forEach(opened::push);
    opened.push(providers.stop()::run);
    opened.push(loop);
  }

  void start() {
    readers.start();
    scrubber.start();
    space.start();
    loop.start();
    status.start();
    peers.start();
    handIn.start();
    fenceWatch.start();
    expiry.start();
    workers.forEach(ProviderWorker::start);
  }

  MemberId me() {
    return me;
  }

  boolean isActive() {
    return CoreView.isActive(view.report());
  }

  void silence() {
    readers.stop();
    connections.cut();
  }

  /**
   * For one that is out: says nothing more but what the others need to agree on going on without
   * it. Whether it was asked to leave.
   */
  boolean letGo() {
    traffic.closeDoor();
    readers.stop();
    try {
      forced.awaitAbandoned(FAREWELL_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.cut();
    return desk.isLeaving();
  }
}
