package grapevine.frontend.cluster;

import grapevine.common.HostPort;
import grapevine.common.link.LinkClient;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkDialler;
import grapevine.common.link.LinkMessage;
import grapevine.common.security.ClusterKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The replica managers at the other ends of real links, which dial for ever: those that were named,
 * and those that the members have learnt of since.
 */
public final class LinkedReplicas implements ReplicaCluster {
  private final TreeMap<String, HostPort> named;
  private final ClusterKey key;
  private final LinkDialler dialler;
  private final Map<String, Link> links = new TreeMap<>();
  private Map<String, HostPort> learnt = Map.of();
  private Listener listener;
  private boolean isClosed;

  private record Link(HostPort address, LinkClient client) {}

  /**
   * @param name of this front end, for threads
   */
  public LinkedReplicas(String name, Map<String, HostPort> addresses, ClusterKey key) {
    this.named = new TreeMap<>(addresses);
    this.key = key;
    this.dialler = new LinkDialler(name);
  }

  @Override
  public synchronized void start(Listener newListener) {
    listener = newListener;
    dial();
  }

  @Override
  public synchronized void follow(Map<String, HostPort> members) {
    learnt = new TreeMap<>(members);
    dial();
  }

  @Override
  public synchronized void isReally(String alias, String name) {
    HostPort address = named.remove(alias);
    if (address != null && !learnt.containsKey(name)) {
      named.putIfAbsent(name, address);
    }
    dial();
  }

  private void dial() {
    if (isClosed) {
      return;
    }
    TreeMap<String, HostPort> wanted = new TreeMap<>(learnt);
    wanted.putAll(named);
    List<LinkClient> gone = new ArrayList<>();
    links
        .entrySet()
        .removeIf(
            link -> {
              boolean isGone = !link.getValue().address.equals(wanted.get(link.getKey()));
              if (isGone) {
                gone.add(link.getValue().client);
              }
              return isGone;
            });
    gone.forEach(LinkedReplicas::closeAside);
    wanted.forEach(
        (name, address) -> {
          if (!links.containsKey(name)) {
            LinkClient client =
                new LinkClient(dialler, name, address, key, listenerOf(name, listener));
            links.put(name, new Link(address, client));
            client.start();
          }
        });
  }

  // It waits for the link's callbacks, which may wait for the thread that is here now.
  private static void closeAside(LinkClient link) {
    Thread closing = new Thread(link::close, "link-closing");
    closing.setDaemon(true);
    closing.start();
  }

  @Override
  public synchronized void send(String replica, List<LinkMessage> messages) {
    Link link = links.get(replica);
    if (link != null) {
      link.client.send(messages);
    }
  }

  @Override
  public synchronized String url(String replica) {
    Link link = links.get(replica);
    return link == null ? "" : link.address.uri("http", "").toString();
  }

  @Override
  public LinkCounters counters() {
    return dialler.counters();
  }

  @Override
  public void close() {
    List<Link> open;
    synchronized (this) {
      isClosed = true;
      open = List.copyOf(links.values());
      links.clear();
    }
    open.forEach(link -> link.client.close());
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
