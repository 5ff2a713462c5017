package grapevine.replica;

import static org.awaitility.Awaitility.await;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Replica managers in this JVM, with real disks, ports and links. A stopped one comes back on its
 * port.
 */
final class TestCluster implements AutoCloseable {
  static final ClusterKey KEY = ClusterKey.of("00112233445566778899aabbccddeeff");

  private final Path directory;
  private final TreeMap<String, Replica> running = new TreeMap<>();
  private final TreeMap<String, HostPort> addresses = new TreeMap<>();
  private final List<TestFrontEnd> links = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  TestCluster(Path directory, String... names) {
    this.directory = directory;
    for (String name : names) {
      listen(name, 0);
    }
    for (String name : names) {
      start(name);
    }
  }

  HostPort address(String name) {
    return addresses.get(name);
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
                ReplicaConfiguration.Membership.FOUNDER)));
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

  private void listen(String name, int port) {
    Replica replica =
        Replica.listen(
            new ReplicaConfiguration(
                name, new HostPort("127.0.0.1", port), directory.resolve(name), KEY, 0));
    running.put(name, replica);
    addresses.put(name, new HostPort("127.0.0.1", replica.port()));
  }

  private void start(String name) {
    TreeMap<String, HostPort> peers = new TreeMap<>(addresses);
    peers.remove(name);
    running.get(name).start(peers);
  }

  @Override
  public void close() {
    links.forEach(TestFrontEnd::close);
    running.values().forEach(Replica::close);
  }
}
