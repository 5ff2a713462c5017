package grapevine.replica;

import static org.awaitility.Awaitility.await;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.HostPort;
import grapevine.common.Json;
import grapevine.common.link.LinkClient;
import grapevine.common.link.LinkDialler;
import grapevine.common.link.LinkMessage;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.CallId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The far end of one link: sends calls to one replica manager and waits for its replies. */
final class TestFrontEnd implements LinkClient.Listener, AutoCloseable {
  static final String CUSTOMER = "guest-1";
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int DEADLINE_TICKS = 500;

  /** Too long ago to expire. */
  private static final long PLACED_AT_MILLIS = 1_700_000_000_000L;

  private final LinkDialler dialler = new LinkDialler("test");
  private final LinkClient link;
  private final AtomicLong calls = new AtomicLong();
  private final Map<Long, ReplicaReply> replies = new ConcurrentHashMap<>();
  private final Map<Long, VectorTimestamp> changes = new ConcurrentHashMap<>();
  private volatile LinkMessage.Status status;
  private volatile boolean isOpen;

  TestFrontEnd(HostPort target, ClusterKey key) {
    link = new LinkClient(dialler, "test", target, key, this);
    link.start();
    await().atMost(PATIENCE).until(() -> isOpen && status != null);
  }

  UpdateReply place(CallId callId, Token prev) {
    return (UpdateReply) call(placing(calls.incrementAndGet(), callId, prev));
  }

  /** Of an order that was placed at this time. */
  UpdateReply place(CallId callId, long placedAtMillis) {
    Payload order = Payload.of(Json.bytes(order(callId, placedAtMillis)));
    Update update = new Update(callId, Token.EMPTY, 1, 7, order);
    return (UpdateReply)
        call(new ReplicaCall.UpdateCall(calls.incrementAndGet(), update, DEADLINE_TICKS));
  }

  QueryReply read(CallId callId, Token prev) {
    String orderId = CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
    Payload query = Payload.of(Json.bytes(new Query.GetOrder(orderId, CUSTOMER)));
    return (QueryReply)
        call(new ReplicaCall.QueryCall(calls.incrementAndGet(), prev, query, DEADLINE_TICKS));
  }

  /** For many calls at once. */
  void send(ReplicaCall call) {
    link.send(List.of(new LinkMessage.Call(call)));
  }

  /** Sends a hundred orders that no other round has. */
  List<ReplicaCall> sendMany(int round) {
    List<ReplicaCall> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long call = 1_000_000L + 1000L * round + i;
      sent.add(placing(call, new CallId(round + 10L, i + 1), Token.EMPTY));
    }
    sent.forEach(this::send);
    return sent;
  }

  /** Whoever is told BUSY asks again, as front ends do. */
  void awaitDone(List<ReplicaCall> sent) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              sent.stream().filter(call -> isRefused(call.call())).forEach(this::sendAgain);
              return sent.stream().allMatch(call -> isDone(call.call()));
            });
  }

  private boolean isRefused(long call) {
    return replies.containsKey(call) && replies.get(call).outcome() == Outcome.BUSY;
  }

  private boolean isDone(long call) {
    return replies.containsKey(call) && replies.get(call).outcome() == Outcome.DONE;
  }

  private void sendAgain(ReplicaCall call) {
    replies.remove(call.call());
    send(call);
  }

  ReplicaReply call(ReplicaCall call) {
    send(call);
    await().atMost(PATIENCE).until(() -> replies.containsKey(call.call()));
    return replies.get(call.call());
  }

  static ReplicaCall placing(long call, CallId callId, Token prev) {
    Update update =
        new Update(
            callId,
            prev,
            prev.lamport() + 1,
            7,
            Payload.of(Json.bytes(order(callId, PLACED_AT_MILLIS))));
    return new ReplicaCall.UpdateCall(call, update, DEADLINE_TICKS);
  }

  static boolean isFound(QueryReply reply) {
    return Json.read(reply.answer().bytes(), Answer.class) instanceof Answer.FoundOrder;
  }

  void report(LinkMessage.FrontEndReport report) {
    link.send(List.of(report));
  }

  void watch() {
    link.send(List.of(new LinkMessage.Watch(true)));
  }

  /** By key: from which state on it is seen. */
  Map<Long, VectorTimestamp> changes() {
    return changes;
  }

  Map<Long, ReplicaReply> replies() {
    return replies;
  }

  LinkMessage.Status status() {
    return status;
  }

  void awaitStatus(ReplicaStatus expected) {
    await().atMost(PATIENCE).until(() -> status.status() == expected);
  }

  @Override
  public void opened() {
    isOpen = true;
  }

  @Override
  public void closed(String reason) {
    isOpen = false;
  }

  @Override
  public void received(List<LinkMessage> messages) {
    for (LinkMessage message : messages) {
      if (message instanceof LinkMessage.Reply reply) {
        replies.put(reply.reply().call(), reply.reply());
      } else if (message instanceof LinkMessage.Status newest) {
        status = newest;
      } else if (message instanceof LinkMessage.Changes changed) {
        changed.keys().forEach(key -> changes.put(key, changed.value()));
      }
    }
  }

  @Override
  public void close() {
    link.close();
    dialler.close();
  }

  private static Operation order(CallId callId, long placedAtMillis) {
    return new Operation.PlaceOrder(
        CanonicalHash.orderId(new Hash128(callId.high(), callId.low())),
        CUSTOMER,
        new Hash128(1, 2),
        placedAtMillis,
        "r1",
        "The Vine",
        Service.COLLECTION,
        null,
        List.of(new QuotedLine("i1", "Soup", 2, 450, 900, List.of())),
        900,
        0,
        0,
        0,
        0,
        900,
        null,
        null,
        null);
  }
}
