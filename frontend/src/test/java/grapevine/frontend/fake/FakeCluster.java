package grapevine.frontend.fake;

import grapevine.common.Hash128;
import grapevine.common.HostPort;
import grapevine.common.Json;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkMessage;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.security.Session;
import grapevine.frontend.cluster.ReplicaCluster;
import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<String, String> urls = new ConcurrentHashMap<>();
  private volatile List<LinkMessage.FrontEndReport> otherFrontEnds = List.of();
  private volatile Listener listener;
  private volatile boolean isWatched;

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
    } else if (message instanceof LinkMessage.Watch watch) {
      isWatched = watch.isOn();
    }
  }

  /** Whether the front end wants to be told of changes. */
  public boolean isWatched() {
    return isWatched;
  }

  /** One replica manager tells that this has changed. */
  public void tellChanged(List<Long> keys) {
    listener.received("rm1", List.of(new LinkMessage.Changes(keys, VectorTimestamp.ZERO)));
  }

  @Override
  public void follow(Map<String, HostPort> members) {}

  @Override
  public void isReally(String alias, String name) {}

  @Override
  public String url(String name) {
    return replicas.containsKey(name) ? urls.getOrDefault(name, "http://" + name) : "";
  }

  /** Where this replica manager answers HTTP; otherwise none does. */
  public void serve(String name, String url) {
    urls.put(name, url);
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

  public void refuseQueries() {
    forEach(FakeReplica::refuseQueries);
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

  /** Through another front end. */
  public void endSession(Session session) {
    Hash128 callId = Session.endCallId(session.id());
    Operation end = new Operation.EndSession(session.id(), session.accountId(), 1);
    kitchen.apply(new CallId(callId.high(), callId.low()), Payload.of(Json.bytes(end)));
  }

  /** As if the session's account had been created. */
  public void signUp(Session session) {
    kitchen.signUp(session);
  }

  /** Makes an account the restaurant's owner. */
  public void give(String restaurantId, String accountId) {
    kitchen.give(restaurantId, accountId);
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
