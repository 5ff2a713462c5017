package grapevine.frontend.fake;

import grapevine.common.HostPort;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkMessage;
import grapevine.common.ordering.OrderStatus;
import grapevine.frontend.cluster.ReplicaCluster;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Links to replica managers in memory: every message arrives at once, unless the replica manager is
 * cut off.
 */
public final class FakeCluster implements ReplicaCluster {
  public static final String RESTAURANT = FakeKitchen.RESTAURANT;
  public static final String ITEM = FakeKitchen.ITEM;
  public static final String POSTCODE = FakeKitchen.POSTCODE;

  private final FakeKitchen kitchen = new FakeKitchen();
  private final Map<String, FakeReplica> replicas = new TreeMap<>();
  private volatile List<LinkMessage.FrontEndReport> otherFrontEnds = List.of();
  private volatile Listener listener;

  public FakeCluster(List<String> names) {
    names.forEach(name -> replicas.put(name, new FakeReplica(name, kitchen)));
  }

  @Override
  public void start(Listener newListener) {
    listener = newListener;
    replicas.forEach(
        (name, replica) -> {
          listener.opened(name);
          listener.received(name, List.of(replica.status(otherFrontEnds)));
        });
  }

  @Override
  public void send(String name, List<LinkMessage> messages) {
    messages.forEach(message -> send(name, message));
  }

  private void send(String name, LinkMessage message) {
    FakeReplica replica = replicas.get(name);
    if (message instanceof LinkMessage.Call call) {
      ReplicaReply reply = replica.answer(call.call());
      if (reply != null) {
        listener.received(name, List.of(new LinkMessage.Reply(reply)));
      }
    } else if (message instanceof LinkMessage.FrontEndReport) {
      listener.received(name, List.of(replica.status(otherFrontEnds)));
    }
  }

  @Override
  public void follow(Map<String, HostPort> members) {}

  @Override
  public void isReally(String alias, String name) {}

  @Override
  public String url(String name) {
    return "http://" + name;
  }

  @Override
  public LinkCounters counters() {
    return new LinkCounters();
  }

  @Override
  public void close() {}

  public void cutOff() {
    replicas.keySet().forEach(listener::closed);
  }

  public void refuseWith(Outcome outcome) {
    forEach(replica -> replica.refuseWith(outcome));
  }

  public void loseAcknowledgements() {
    forEach(FakeReplica::loseAcknowledgements);
  }

  public void knowEverything() {
    forEach(FakeReplica::knowEverything);
  }

  public void diverge(String name) {
    replicas.get(name).diverge();
    tellStatus();
  }

  public void hearFrontEnd(LinkMessage.FrontEndReport report) {
    otherFrontEnds = List.of(report);
    tellStatus();
  }

  public void setPrice(long pence) {
    kitchen.setPrice(pence);
  }

  public void stopServing() {
    kitchen.stopServing();
  }

  public void move(String orderId, OrderStatus status) {
    kitchen.move(orderId, status);
  }

  /** Whose the one restaurant is. */
  public void own(String accountId) {
    kitchen.own(accountId);
  }

  /** How much was told, of all kinds. */
  public int talkCount() {
    return kitchen.talkCount();
  }

  public int orderCount() {
    return kitchen.orderCount();
  }

  /** As replica managers do now and then by themselves. */
  public void tellStatus() {
    replicas.forEach(
        (name, replica) -> listener.received(name, List.of(replica.status(otherFrontEnds))));
  }

  private void forEach(Consumer<FakeReplica> action) {
    replicas.values().forEach(action);
  }
}
