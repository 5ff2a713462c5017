package grapevine.simulator.check;

import grapevine.protocol.Effect;
import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * R12: to each peer one message is in flight. The next goes when that one is answered or given up,
 * or once after each change of the link; otherwise replica managers could talk each other to death,
 * and no other promise would be broken. Answers are not counted: each has been asked for.
 */
public final class OneInFlight implements Probe {
  private static final String NAME = "one-in-flight";

  // A message is said at the end of the batch that made it, and time goes on within a batch.
  private static final int BATCH_TICKS_MAX = 5;
  private static final int GIVEN_UP_TICKS =
      ReplicaSettings.standard(List.of()).gossipTimeoutTicks() - BATCH_TICKS_MAX;

  private final Map<MemberId, Replica> replicas = new TreeMap<>();

  @Override
  public void receives(MemberId replica, Input input) {
    Replica known = of(replica);
    if (input instanceof Input.Tick) {
      known.ticks++;
    } else if (input instanceof Input.Link link) {
      known.peer(link.peer()).linkChanges++;
    } else if (input instanceof Input.Received received
        && received.gossip().kind() == Gossip.Kind.ANSWER) {
      Gossip answer = received.gossip();
      known.peer(answer.sender().name()).answered.add(answer.sequence());
    }
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Send send && isTalk(send.gossip().kind())) {
      say(of(replica), send);
    }
  }

  private static boolean isTalk(Gossip.Kind kind) {
    return kind == Gossip.Kind.PUSH || kind == Gossip.Kind.PULL;
  }

  @Override
  public void crashed(MemberId replica) {
    replicas.remove(replica);
  }

  private static void say(Replica sender, Effect.Send send) {
    Peer peer = sender.peer(send.peer());
    MemberId receiver = send.gossip().receiver();
    if (peer.member != null && !peer.member.equals(receiver)) {
      int linkChanges = peer.linkChanges;
      sender.peers.remove(send.peer()); // another incarnation
      peer = sender.peer(send.peer());
      peer.linkChanges = linkChanges;
    }
    peer.member = receiver.isMet() ? receiver : null;
    boolean isOver =
        peer.sequence == 0
            || peer.answered.contains(peer.sequence)
            || sender.ticks - peer.saidTick >= GIVEN_UP_TICKS;
    if (!isOver && peer.linkChanges == 0) {
      throw new InvariantViolated(
          NAME, "message " + peer.sequence + " is in flight, and now follows " + send);
    }
    peer.linkChanges -= isOver ? 0 : 1;
    peer.sequence = send.gossip().sequence();
    peer.saidTick = sender.ticks;
  }

  private Replica of(MemberId replica) {
    return replicas.computeIfAbsent(replica, member -> new Replica());
  }

  /** Since its process started. */
  private static final class Replica {
    private final Map<String, Peer> peers = new TreeMap<>();
    private long ticks;

    Peer peer(String name) {
      return peers.computeIfAbsent(name, peer -> new Peer());
    }
  }

  private static final class Peer {
    private final Set<Long> answered = new TreeSet<>();
    // Of the last message; none yet.
    private long sequence;
    private long saidTick;
    // Each excuses one message, also one that follows others of its batch.
    private int linkChanges;
    // Null until it is met.
    private MemberId member;
  }
}
