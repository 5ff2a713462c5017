package grapevine.client.endtoend;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.FrontEndProcess;
import grapevine.frontend.cluster.LinkedReplicas;
import grapevine.protocol.FrontEndSettings;
import grapevine.replica.Replica;
import grapevine.replica.ReplicaConfiguration;
import grapevine.replica.provider.ProviderSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Replica managers and front ends in this JVM with real disks, ports and links. A replica manager
 * that is closed comes back on its directory and port; a second cluster on the same directory is
 * the first one started again.
 */
public final class RunningCluster implements AutoCloseable {
  public static final ClusterKey KEY = ClusterKey.of("ffeeddccbbaa99887766554433221100");
  private static final int FAN_OUT = 2;

  private final Path directory;
  private final Function<String, ProviderSettings> providers;
  private final TreeMap<String, Replica> replicas = new TreeMap<>();
  private final TreeMap<String, HostPort> addresses = new TreeMap<>();
  private final List<FrontEndProcess> frontEnds = new ArrayList<>();
  private final Set<String> halted = ConcurrentHashMap.newKeySet();

  public RunningCluster(Path directory, int replicaCount, int frontEndCount) throws Exception {
    this(directory, replicaCount, frontEndCount, name -> ProviderSettings.OFFLINE);
  }

  /**
   * @param providers by the name of a replica manager
   */
  RunningCluster(
      Path directory,
      int replicaCount,
      int frontEndCount,
      Function<String, ProviderSettings> providers)
      throws Exception {
    this.directory = directory;
    this.providers = providers;
    // All listen before any starts: only then are the addresses of the peers known.
    for (int i = 1; i <= replicaCount; i++) {
      listen("rm" + i, 0);
    }
    replicas.keySet().forEach(this::start);
    for (int i = 1; i <= frontEndCount; i++) {
      frontEnds.add(startFrontEnd("fe" + i));
    }
  }

  /** The base URL of a front end, counted from 1. */
  public String frontEnd(int number) {
    return frontEnds.get(number - 1).url();
  }

  /** The base URL of a replica manager. */
  public String replica(String name) {
    return replicas.get(name).url();
  }

  /** Those that were killed on purpose: a process would have ended. */
  public Set<String> halted() {
    return halted;
  }

  public void close(String replica) {
    replicas.remove(replica).close();
  }

  /** The other front ends keep their numbers. */
  public void closeFrontEnd(int number) {
    stop(frontEnds.get(number - 1));
    frontEnds.set(number - 1, null);
  }

  public void restart(String replica) {
    listen(replica, addresses.get(replica).port());
    start(replica);
  }

  /** A new replica manager, let in by another. */
  public void join(String name, String via) {
    Replica replica =
        Replica.listen(
            configuration(
                name,
                new HostPort("127.0.0.1", 0),
                ReplicaConfiguration.Membership.joining(List.of(URI.create(replica(via))))));
    replicas.put(name, replica);
    addresses.put(name, new HostPort("127.0.0.1", replica.port()));
    replica.start(new TreeMap<>());
  }

  /** One that was told of a single replica manager, under whatever name; its base URL. */
  String frontEndThatKnows(String replica, String asName) throws Exception {
    Map<String, HostPort> known = Map.of(asName, addresses.get(replica));
    FrontEndProcess frontEnd =
        FrontEndProcess.start(
            new FrontEndProcess.Identity("fe9", new HostPort("127.0.0.1", 0), Optional.empty()),
            FrontEndSettings.standard(List.of(asName), FAN_OUT),
            new LinkedReplicas("fe9", known, KEY),
            KEY,
            System::currentTimeMillis);
    frontEnds.add(frontEnd);
    return frontEnd.url();
  }

  private void listen(String name, int port) {
    HostPort address = new HostPort("127.0.0.1", port);
    Replica replica =
        Replica.listen(
            configuration(name, address, ReplicaConfiguration.Membership.FOUNDER)
                .withChaos(() -> halted.add(name)));
    replicas.put(name, replica);
    addresses.put(name, new HostPort(address.host(), replica.port()));
  }

  private ReplicaConfiguration configuration(
      String name, HostPort address, ReplicaConfiguration.Membership membership) {
    return new ReplicaConfiguration(
        name,
        address,
        directory.resolve(name),
        KEY,
        0,
        0,
        0,
        true,
        membership,
        providers.apply(name));
  }

  private void start(String name) {
    TreeMap<String, HostPort> peers = new TreeMap<>(addresses);
    peers.remove(name);
    replicas.get(name).start(peers);
  }

  private FrontEndProcess startFrontEnd(String name) throws Exception {
    List<String> names = List.copyOf(addresses.keySet());
    return FrontEndProcess.start(
        new FrontEndProcess.Identity(name, new HostPort("127.0.0.1", 0), Optional.empty()),
        FrontEndSettings.standard(names, Math.min(FAN_OUT, names.size())),
        new LinkedReplicas(name, addresses, KEY),
        KEY,
        System::currentTimeMillis);
  }

  @Override
  public void close() {
    frontEnds.stream().filter(Objects::nonNull).forEach(RunningCluster::stop);
    replicas.values().forEach(Replica::close);
  }

  private static void stop(FrontEndProcess frontEnd) {
    try {
      frontEnd.stop();
    } catch (Exception e) {
      throw new IllegalStateException("a front end did not stop", e);
    }
  }
}
