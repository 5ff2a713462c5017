package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.link.LinkClient;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkDialler;
import grapevine.common.link.LinkMessage;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.Gossip;
import grapevine.protocol.VectorTimestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links that this replica manager dials, one to each peer: its own gossip leaves here, answers
 * included. What the peers say comes in on the links that they dial. Thread-safe.
 */
final class PeerLinks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);

  /**
   * A peer as the operator sees it; {@code lastHeardMillis} ago, or -1 for never since the start.
   */
  record PeerState(String name, String url, boolean isUp, long lastHeardMillis) {}

  private final LinkDialler dialler;
  private final Map<String, Peer> peers = new TreeMap<>();

  /**
   * @param name of this replica manager, for threads
   * @param onLink told of every link that opens or closes; must not block
   */
  PeerLinks(
      String name,
      Map<String, HostPort> targets,
      ClusterKey key,
      BiConsumer<String, Boolean> onLink) {
    dialler = new LinkDialler(name);
    targets.forEach(
        (peer, target) -> peers.put(peer, new Peer(dialler, peer, target, key, onLink)));
  }

  void start() {
    peers.values().forEach(peer -> peer.link.start());
  }

  /** What is sent together leaves together. Loss is allowed: the core sends again. */
  void send(String peer, List<LinkMessage> messages) {
    peers.get(peer).link.send(messages);
  }

  void heard(Gossip gossip) {
    Peer peer = peers.get(gossip.sender().name());
    if (peer != null) {
      peer.held = gossip.replicaTimestamp();
      peer.heardNanos = System.nanoTime();
      peer.isHeard = true;
    }
  }

  Collection<PeerState> states() {
    return peers.values().stream().map(Peer::state).toList();
  }

  PeerState state(String name) {
    return peers.get(name).state();
  }

  /** What the peer said last that its disk holds; empty when it has not spoken since the start. */
  Optional<VectorTimestamp> heldBy(String name) {
    return Optional.ofNullable(peers.get(name).held);
  }

  LinkCounters counters() {
    return dialler.counters();
  }

  @Override
  public void close() {
    peers.values().forEach(peer -> peer.link.close());
    dialler.close();
  }

  private static final class Peer implements LinkClient.Listener {
    private final String name;
    private final HostPort target;
    private final BiConsumer<String, Boolean> onLink;
    private final LinkClient link;
    private volatile boolean isUp;
    private volatile boolean isHeard;
    private volatile VectorTimestamp held;
    private volatile long heardNanos;

    Peer(
        LinkDialler dialler,
        String name,
        HostPort target,
        ClusterKey key,
        BiConsumer<String, Boolean> onLink) {
      this.name = name;
      this.target = target;
      this.onLink = onLink;
      this.link = new LinkClient(dialler, name, target, key, this);
    }

    PeerState state() {
      long millis = isHeard ? (System.nanoTime() - heardNanos) / 1_000_000 : -1;
      return new PeerState(name, "http://" + target, isUp, millis);
    }

    @Override
    public void opened() {
      isUp = true;
      LOG.info("link to {} at {} is up", name, target);
      onLink.accept(name, true);
    }

    @Override
    public void closed(String reason) {
      // The link has logged why.
      isUp = false;
      onLink.accept(name, false);
    }

    @Override
    public void received(List<LinkMessage> messages) {
      // A peer says everything on the link that it dials; what it sends here (its status) is for
      // front ends.
    }
  }
}
