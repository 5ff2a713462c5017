package grapevine.replica;

import static org.awaitility.Awaitility.await;

import grapevine.common.HostPort;
import grapevine.common.Json;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.Member;
import grapevine.replica.provider.ProviderSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replica managers in this JVM, with real disks, ports and links. A stopped one comes back on its
 * port.
 */
final class TestCluster implements AutoCloseable {
  static final ClusterKey KEY = ClusterKey.of("00112233445566778899aabbccddeeff");

  private static final Logger LOG = LoggerFactory.getLogger(TestCluster.class);

  private final Path directory;
  private final Function<String, LiveProviders> providers;
  private final boolean isChaosAllowed;
  private final Set<String> halted = ConcurrentHashMap.newKeySet();
  private final TreeMap<String, Replica> running = new TreeMap<>();
  private final TreeMap<String, HostPort> addresses = new TreeMap<>();
  private final List<TestFrontEnd> links = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  TestCluster(Path directory, String... names) {
    this(directory, name -> LiveProviders.of(ProviderSettings.OFFLINE), names);
  }

  /**
   * @param providers whom each of them can ask, by its name
   */
  TestCluster(Path directory, Function<String, LiveProviders> providers, String... names) {
    this(directory, providers, false, names);
  }

  /** To be broken on purpose. */
  static TestCluster withChaos(Path directory, String... names) {
    return new TestCluster(
        directory, name -> LiveProviders.of(ProviderSettings.OFFLINE), true, names);
  }

  private TestCluster(
      Path directory,
      Function<String, LiveProviders> providers,
      boolean isChaosAllowed,
      String... names) {
    this.directory = directory;
    this.providers = providers;
    this.isChaosAllowed = isChaosAllowed;
    for (String name : names) {
      listen(name, 0);
    }
    for (String name : names) {
      start(name);
    }
  }

  /** Whose process would have ended. */
  Set<String> halted() {
    return halted;
  }

  HttpResponse<String> put(String name, String path, String body) {
    return send(
        request(name, path)
            .header("Authorization", KEY.linkAuthorization())
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  HostPort address(String name) {
    return addresses.get(name);
  }

  /** A new one on an empty directory, let in by {@code via}; or one that goes on joining. */
  void join(String name, String via) {
    HostPort address = addresses.getOrDefault(name, new HostPort("127.0.0.1", 0));
    URI member = addresses.get(via).uri("http", "/");
    Replica replica =
        Replica.listen(
            configuration(name, address)
                .with(ReplicaConfiguration.Membership.joining(List.of(member))));
    running.put(name, replica);
    addresses.put(name, new HostPort("127.0.0.1", replica.port()));
    sayFailure(name);
    replica.start(new TreeMap<>());
  }

  // A process would say it, and end.
  private void sayFailure(String name) {
    var unused =
        running
            .get(name)
            .failure()
            .thenAccept(failure -> LOG.info("{} cannot go on", name, failure));
  }

  /** One that is a member, and needs nobody named to know the others. */
  void restartAlone(String name) {
    listen(name, address(name).port());
    sayFailure(name);
    running.get(name).start(new TreeMap<>());
  }

  HttpResponse<String> post(String name, String path, String body) {
    return send(
        request(name, path)
            .header("Authorization", KEY.linkAuthorization())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  MembersPage members(String name) {
    return Json.read(get(name, "/members").body(), MembersPage.class);
  }

  /** The state of whoever has this name there, or had it last; empty when nobody did. */
  Optional<Member.State> state(String at, String name) {
    MembersPage page = members(at);
    return page.live(name)
        .or(
            () ->
                page.members().stream()
                    .filter(entry -> entry.name().equals(name))
                    .max(Comparator.comparing(MembersPage.Entry::since)))
        .map(MembersPage.Entry::state);
  }

  void awaitState(String at, String name, Member.State state) {
    await().atMost(TestFrontEnd.PATIENCE).until(() -> state(at, name).equals(Optional.of(state)));
  }

  /** Until members can be changed. */
  void awaitMajority(String at) {
    await().atMost(TestFrontEnd.PATIENCE).until(() -> members(at).majority());
  }

  Path directory(String name) {
    return directory.resolve(name);
  }

  TestFrontEnd link(String name) {
    TestFrontEnd link = new TestFrontEnd(address(name), KEY);
    links.add(link);
    return link;
  }

  void stop(String name) {
    running.remove(name).close();
  }

  void restart(String name) {
    listen(name, address(name).port());
    start(name);
  }

  void restart(String name, long diskReserveBytes) {
    HostPort address = address(name);
    Path data = directory.resolve(name);
    running.put(
        name,
        Replica.listen(
            new ReplicaConfiguration(
                name,
                address,
                data,
                KEY,
                0,
                diskReserveBytes,
                4_000,
                true,
                ReplicaConfiguration.Membership.FOUNDER,
                ProviderSettings.OFFLINE)));
    start(name);
  }

  Replica replica(String name) {
    return running.get(name);
  }

  HttpResponse<String> get(String name, String path) {
    return send(request(name, path).header("Authorization", KEY.linkAuthorization()).GET());
  }

  HttpRequest.Builder request(String name, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address(name) + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void awaitReady() {
    for (String name : running.keySet()) {
      await().atMost(TestFrontEnd.PATIENCE).until(() -> get(name, "/readyz").statusCode() == 200);
    }
  }

  private ReplicaConfiguration configuration(String name, HostPort address) {
    ReplicaConfiguration usual =
        new ReplicaConfiguration(name, address, directory.resolve(name), KEY, 0);
    return isChaosAllowed ? usual.withChaos(() -> halted.add(name)) : usual;
  }

  private void listen(String name, int port) {
    Replica replica =
        Replica.listen(
            configuration(name, new HostPort("127.0.0.1", port)),
            ForcedLogFactory.ratis(KEY),
            providers.apply(name));
    running.put(name, replica);
    addresses.put(name, new HostPort("127.0.0.1", replica.port()));
  }

  private void start(String name) {
    TreeMap<String, HostPort> peers = new TreeMap<>(addresses);
    peers.remove(name);
    sayFailure(name);
    running.get(name).start(peers);
  }

  @Override
  public void close() {
    links.forEach(TestFrontEnd::close);
    running.values().forEach(Replica::close);
  }
}
