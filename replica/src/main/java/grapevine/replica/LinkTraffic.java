package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.protocol.Gossip;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.ReplicaStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The door: takes what comes in on the links and queues it for the event loop. Calls are refused
 * here while OFFLINE and when the queue is full; gossip goes on while OFFLINE. Runs on Jetty's
 * threads.
 */
final class LinkTraffic implements LinkConnection.Listener {
  private final InputQueue queue;
  private final CoreView view;
  private final FrontEndDirectory frontEnds;
  private final StatusBroadcast status;
  private final PeerLinks peers;

  LinkTraffic(
      InputQueue queue,
      CoreView view,
      FrontEndDirectory frontEnds,
      StatusBroadcast status,
      PeerLinks peers) {
    this.queue = queue;
    this.view = view;
    this.frontEnds = frontEnds;
    this.status = status;
    this.peers = peers;
  }

  @Override
  public void opened(LinkConnection connection) {
    connection.send(List.of(status.message()));
  }

  @Override
  public void received(LinkConnection connection, List<LinkMessage> messages) {
    List<LinkMessage> refusals = new ArrayList<>();
    for (LinkMessage message : messages) {
      if (message instanceof LinkMessage.Call call) {
        enter(call.call(), connection, refusals);
      } else if (message instanceof LinkMessage.PeerGossip gossip) {
        enter(gossip.gossip(), connection);
      } else if (message instanceof LinkMessage.FrontEndReport report) {
        frontEnds.hear(report, System.nanoTime());
      }
      // Replies and statuses are ours to say; one that comes in means nothing.
    }
    if (!refusals.isEmpty()) {
      connection.send(refusals);
    }
  }

  private void enter(ReplicaCall call, LinkConnection connection, List<LinkMessage> refusals) {
    if (status.board().current() == ReplicaStatus.OFFLINE) {
      refusals.add(new LinkMessage.Reply(refused(call, Outcome.OFFLINE)));
    } else if (!queue.offer(Arrival.call(call, connection))) {
      refusals.add(new LinkMessage.Reply(refused(call, Outcome.BUSY)));
    }
  }

  private void enter(Gossip gossip, LinkConnection connection) {
    connection.markPeer();
    peers.heard(gossip.sender().name());
    // When the queue is full the message is lost; its sender repeats it.
    queue.offer(Arrival.gossip(gossip));
  }

  private ReplicaReply refused(ReplicaCall call, Outcome outcome) {
    long lamport = view.report().lamport();
    return call instanceof ReplicaCall.UpdateCall
        ? UpdateReply.refused(call.call(), outcome, lamport)
        : QueryReply.refused(call.call(), outcome, lamport);
  }
}
