package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.link.LinkClient;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkDialler;
import grapevine.common.link.LinkMessage;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.Gossip;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import grapevine.replica.chaos.Chaos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links that this replica manager dials, one to each peer: its own gossip leaves here, answers
 * included. What the peers say comes in on the links that they dial. They follow the members.
 * Thread-safe.
 */
final class PeerLinks implements AutoCloseable {
  /** Of a peer that is not there: it says something each second. */
  private static final long SILENCE_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(PeerLinks.class);

  /**
   * A peer as the operator sees it; {@code lastHeardMillis} ago, or -1 for never since the start.
   *
   * @param gossipSent messages since the link was first dialled; so are the others
   */
  record PeerState(
      String name,
      String url,
      boolean isUp,
      long lastHeardMillis,
      long gossipSent,
      long recordsSent,
      long gossipHeard,
      long recordsHeard) {}

  private final LinkDialler dialler;
  private final PeerTargets wanted;
  private final ClusterKey key;
  private final BiConsumer<String, Boolean> onLink;
  private final Chaos chaos;
  // Replaced as a whole by follow(): many threads look one up, hardly anybody changes them.
  private volatile TreeMap<String, Peer> peers = new TreeMap<>();
  private Consumer<String> onNew = name -> {};
  private boolean isStarted;
  private boolean isClosed;

  /**
   * @param name of this replica manager
   * @param configured addresses that count for more than what the members say of themselves
   * @param onLink told of every link that opens or closes; must not block
   * @param chaos what all that leaves goes through
   */
  PeerLinks(
      String name,
      Map<String, HostPort> configured,
      List<Member> members,
      ClusterKey key,
      BiConsumer<String, Boolean> onLink,
      Chaos chaos) {
    this.dialler = new LinkDialler(name);
    this.wanted = new PeerTargets(name, configured);
    this.key = key;
    this.onLink = onLink;
    this.chaos = chaos;
    follow(members);
  }

  synchronized void start() {
    isStarted = true;
    peers.values().forEach(peer -> peer.link.start());
  }

  /** Who is told of the name of each peer, now and whenever there is a new one. */
  synchronized void onNew(Consumer<String> told) {
    onNew = told;
    peers.keySet().forEach(told);
  }

  /** Dials whom the members have gained, and lets go of who was replaced or has moved. */
  synchronized void follow(List<Member> members) {
    TreeMap<String, Peer> kept = new TreeMap<>();
    List<Peer> added = new ArrayList<>();
    wanted
        .of(members)
        .forEach(
            (name, target) -> {
              Peer peer = peers.get(name);
              if (peer == null || !peer.target.equals(target)) {
                peer = new Peer(dialler, name, target, key, onLink);
                added.add(peer);
              }
              kept.put(name, peer);
            });
    List<Peer> gone = new ArrayList<>(peers.values());
    gone.removeAll(kept.values());
    peers = kept;
    gone.forEach(peer -> peer.link.close());
    for (Peer peer : added) {
      onNew.accept(peer.name);
      if (isStarted && !isClosed) {
        peer.link.start();
      }
    }
  }

  Map<String, HostPort> targets() {
    TreeMap<String, HostPort> targets = new TreeMap<>();
    peers.forEach((name, peer) -> targets.put(name, peer.target));
    return targets;
  }

  /**
   * What is sent together leaves together. Loss is allowed: the core sends again, also to one whose
   * address nobody knows yet.
   */
  void send(String peer, List<LinkMessage> messages) {
    Peer receiver = peers.get(peer);
    if (receiver != null) {
      chaos.pass(peer, messages, receiver::send);
    }
  }

  void heard(Gossip gossip) {
    Peer peer = peers.get(gossip.sender().name());
    if (peer != null) {
      peer.heardNanos = System.nanoTime();
      peer.heard = withoutRecords(gossip);
      peer.gossipHeard.increment();
      peer.recordsHeard.add(gossip.records().size());
    }
  }

  Collection<PeerState> states() {
    return peers.values().stream().map(Peer::state).toList();
  }

  /** Empty for one that is not dialled, or not any more. */
  Optional<PeerState> state(String name) {
    return Optional.ofNullable(peers.get(name)).map(Peer::state);
  }

  /** The active members that were heard a moment ago, and who reports. */
  List<MemberId> there(ReplicaReport report) {
    return report.members().stream()
        .filter(member -> member.state() == Member.State.ACTIVE)
        .map(Member::id)
        .filter(id -> id.equals(report.member()) || isHeard(id.name()))
        .toList();
  }

  private boolean isHeard(String name) {
    return state(name)
        .filter(peer -> peer.isUp() && peer.lastHeardMillis() >= 0)
        .filter(peer -> peer.lastHeardMillis() < SILENCE_MILLIS)
        .isPresent();
  }

  /** What the peer said last that its disk holds; empty when it has not spoken since the start. */
  Optional<VectorTimestamp> heldBy(String name) {
    return heard(name).map(Gossip::replicaTimestamp);
  }

  /** What it said last at all. */
  Optional<Gossip> heard(String name) {
    return Optional.ofNullable(peers.get(name)).map(peer -> peer.heard);
  }

  private static Gossip withoutRecords(Gossip gossip) {
    return new Gossip(
        gossip.kind(),
        gossip.sender(),
        gossip.receiver(),
        gossip.sequence(),
        gossip.replicaTimestamp(),
        gossip.valueTimestamp(),
        gossip.floor(),
        gossip.digest(),
        List.of());
  }

  LinkCounters counters() {
    return dialler.counters();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    peers.values().forEach(peer -> peer.link.close());
    dialler.close();
  }

  private static final class Peer implements LinkClient.Listener {
    private final String name;
    private final HostPort target;
    private final BiConsumer<String, Boolean> onLink;
    private final LinkClient link;
    private final LongAdder gossipSent = new LongAdder();
    private final LongAdder recordsSent = new LongAdder();
    private final LongAdder gossipHeard = new LongAdder();
    private final LongAdder recordsHeard = new LongAdder();
    private volatile boolean isUp;
    // Without its records, which would stay in memory for it.
    private volatile Gossip heard;
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
      long millis = heard != null ? (System.nanoTime() - heardNanos) / 1_000_000 : -1;
      return new PeerState(
          name,
          "http://" + target,
          isUp,
          millis,
          gossipSent.sum(),
          recordsSent.sum(),
          gossipHeard.sum(),
          recordsHeard.sum());
    }

    /** Counts what leaves, not what was lost on purpose. */
    void send(List<LinkMessage> messages) {
      for (LinkMessage message : messages) {
        if (message instanceof LinkMessage.PeerGossip gossip) {
          gossipSent.increment();
          recordsSent.add(gossip.gossip().records().size());
        }
      }
      link.send(messages);
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
