package grapevine.frontend.cluster;

import grapevine.common.HostPort;
import grapevine.common.link.LinkClient;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkDialler;
import grapevine.common.link.LinkMessage;
import grapevine.common.security.ClusterKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The replica managers at the other ends of real links, which dial for ever. */
public final class LinkedReplicas implements ReplicaCluster {
  private final Map<String, HostPort> addresses;
  private final ClusterKey key;
  private final LinkDialler dialler;
  private final Map<String, LinkClient> links = new TreeMap<>();

  /**
   * @param name of this front end, for threads
   */
  public LinkedReplicas(String name, Map<String, HostPort> addresses, ClusterKey key) {
    this.addresses = new TreeMap<>(addresses);
    this.key = key;
    this.dialler = new LinkDialler(name);
  }

  @Override
  public synchronized void start(Listener listener) {
    addresses.forEach(
        (name, address) ->
            links.put(
                name, new LinkClient(dialler, name, address, key, listenerOf(name, listener))));
    links.values().forEach(LinkClient::start);
  }

  @Override
  public synchronized void send(String replica, List<LinkMessage> messages) {
    LinkClient link = links.get(replica);
    if (link != null) {
      link.send(messages);
    }
  }

  @Override
  public String url(String replica) {
    return addresses.get(replica).uri("http", "").toString();
  }

  @Override
  public LinkCounters counters() {
    return dialler.counters();
  }

  @Override
  public void close() {
    List<LinkClient> open;
    synchronized (this) {
      open = List.copyOf(links.values());
      links.clear();
    }
    open.forEach(LinkClient::close);
    dialler.close();
  }

  private static LinkClient.Listener listenerOf(String replica, Listener listener) {
    return new LinkClient.Listener() {
      @Override
      public void opened() {
        listener.opened(replica);
      }

      @Override
      public void closed(String reason) {
        listener.closed(replica);
      }

      @Override
      public void received(List<LinkMessage> messages) {
        listener.received(replica, messages);
      }
    };
  }
}
