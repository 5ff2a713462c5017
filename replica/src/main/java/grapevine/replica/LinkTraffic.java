package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.protocol.Input;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaStatus;
import grapevine.replica.chaos.Chaos;
import java.util.ArrayList;
import java.util.List;

/**
 * The door: takes what comes in on the links and queues it for the event loop. Calls are refused
 * here while OFFLINE and when the queue is full, updates also while there is little room on the
 * disk; gossip goes on all the while. Runs on Jetty's threads.
 */
final class LinkTraffic implements LinkConnection.Listener {
  private final InputQueue queue;
  private final CoreView view;
  private final FrontEndDirectory frontEnds;
  private final StatusBroadcast status;
  private final PeerLinks peers;
  private final ForcedHost forced;
  private final HandIn handIn;
  private final ReplicaMetrics metrics;
  private final DiskSpace space;
  private final Chaos chaos;
  private volatile boolean isOut;

  LinkTraffic(
      InputQueue queue,
      CoreView view,
      FrontEndDirectory frontEnds,
      StatusBroadcast status,
      PeerLinks peers,
      ForcedHost forced,
      HandIn handIn,
      ReplicaMetrics metrics,
      DiskSpace space,
      Chaos chaos) {
    this.queue = queue;
    this.view = view;
    this.frontEnds = frontEnds;
    this.status = status;
    this.peers = peers;
    this.forced = forced;
    this.handIn = handIn;
    this.metrics = metrics;
    this.space = space;
    this.chaos = chaos;
  }

  @Override
  public void opened(LinkConnection connection) {
    connection.send(List.of(status.message()));
  }

  /**
   * The others go on without this one: from now on it says no more than what they need to agree on
   * that.
   */
  void closeDoor() {
    isOut = true;
  }

  @Override
  public void received(LinkConnection connection, List<LinkMessage> messages) {
    chaos.pass(peerOf(messages), messages, passed -> take(connection, passed));
  }

  // A peer says nothing on its link but this.
  private static String peerOf(List<LinkMessage> messages) {
    for (LinkMessage message : messages) {
      if (message instanceof LinkMessage.PeerGossip gossip) {
        return gossip.gossip().sender().name();
      } else if (message instanceof LinkMessage.Ordering ordering) {
        return ordering.sender().name();
      }
    }
    return "";
  }

  private void take(LinkConnection connection, List<LinkMessage> messages) {
    boolean isOffline =
        status.board().current() == ReplicaStatus.OFFLINE || handIn.isPending() || isOut;
    boolean isShortOfSpace = space.isShort();
    List<Arrival> arrivals = new ArrayList<>(messages.size());
    List<LinkMessage> refusals = new ArrayList<>(0);
    for (LinkMessage message : messages) {
      if (message instanceof LinkMessage.Call call) {
        connection.countCall();
        if (isOffline) {
          refusals.add(refused(call.call(), Outcome.OFFLINE));
        } else if (isShortOfSpace && !(call.call() instanceof ReplicaCall.QueryCall)) {
          refusals.add(refused(call.call(), Outcome.DISK_FULL));
        } else {
          arrivals.add(Arrival.call(call.call(), connection));
        }
      } else if (message instanceof LinkMessage.Ordering ordering) {
        if (isKnown(ordering.sender())) {
          forced.received(ordering);
        }
      } else if (message instanceof LinkMessage.PeerGossip gossip && !isOut) {
        connection.markPeer();
        peers.heard(gossip.gossip());
        metrics.gossipReceived(gossip.gossip());
        arrivals.add(Arrival.gossip(gossip.gossip()));
      } else if (message instanceof LinkMessage.FrontEndReport report) {
        frontEnds.hear(report, System.nanoTime());
        connection.isOf(report.name());
      } else if (message instanceof LinkMessage.Watch watch) {
        connection.watch(watch.isOn());
      }
      // Replies, statuses and changes are ours to say; one that comes in means nothing.
    }
    for (Arrival arrival : queue.offerAll(arrivals)) {
      // Gossip that finds the queue full is lost; its sender repeats it.
      if (arrival.input() instanceof Input.Call call) {
        metrics.countBusy();
        refusals.add(refused(call.call(), Outcome.BUSY));
      }
    }
    if (!refusals.isEmpty()) {
      connection.send(refusals);
    }
  }

  // Whoever is fenced is heard here all the same: it has to agree to be let go.
  private boolean isKnown(MemberId sender) {
    for (Member member : view.report().members()) {
      if (member.id().equals(sender)) {
        return true;
      }
    }
    return false;
  }

  private LinkMessage refused(ReplicaCall call, Outcome outcome) {
    long lamport = view.report().lamport();
    ReplicaReply reply = ReplicaReply.refused(call, outcome, lamport);
    metrics.replied(reply);
    return new LinkMessage.Reply(reply);
  }
}
