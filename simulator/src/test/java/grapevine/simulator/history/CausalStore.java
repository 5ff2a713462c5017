package grapevine.simulator.history;

import grapevine.common.ordering.OrderStatus;
import grapevine.simulator.history.HistoryEvent.AtTheEnd;
import grapevine.simulator.history.HistoryEvent.Completed;
import grapevine.simulator.history.HistoryEvent.HandedOver;
import grapevine.simulator.history.HistoryEvent.ReadInvoked;
import grapevine.simulator.history.HistoryEvent.Result;
import grapevine.simulator.history.HistoryEvent.WriteInvoked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The smallest causal store, with its clients, under one seed: it tells its history, which is right
 * unless a bug was asked for. Nothing in it is ours, so that the checker is not judged by what it
 * judges.
 */
final class CausalStore {
  private static final int REPLICAS = 3;
  private static final int CLIENTS = 4;
  private static final int STEPS = 300;

  /** What to do wrong. */
  enum Bug {
    NONE,
    READS_IGNORE_THE_TOKEN,
    READS_LEAVE_THE_TOKEN,
    OWN_WRITES_LEAVE_THE_TOKEN,
    HAND_OVERS_ARE_FORGOTTEN,
    DELIVERY_IS_NOT_CAUSAL,
    DELIVERY_REPEATS,
    DELIVERY_LOSES_AT_ONE_REPLICA,
    THE_LATEST_STATUS_WINS,
    REFUSED_WRITES_HAPPEN
  }

  private final Bug bug;
  private final Random random;
  private final Consumer<HistoryEvent> history;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Call> abandoned = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private int writes;

  CausalStore(Bug bug, long seed, Consumer<HistoryEvent> history) {
    this.bug = bug;
    this.random = new Random(seed);
    this.history = history;
    for (int i = 0; i < REPLICAS; i++) {
      replicas.add(new Replica(i));
    }
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new Client("client" + i));
    }
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      int dice = random.nextInt(20);
      if (dice == 0) {
        handOver(any(clients), any(clients));
      } else if (dice == 1 && !abandoned.isEmpty()) {
        execute(any(abandoned), any(replicas));
      } else if (dice < 12) {
        any(clients).step();
      } else {
        any(replicas).deliverOne();
      }
    }
    clients.forEach(Client::end);
    replicas.forEach(Replica::deliverAll);
    for (Replica replica : replicas) {
      history.accept(new AtTheEnd("replica" + replica.index, replica.show(orders)));
    }
  }

  private void handOver(Client from, Client to) {
    history.accept(new HandedOver(from.name, to.name));
    if (bug != Bug.HAND_OVERS_ARE_FORGOTTEN) {
      to.token = merged(to.token, from.token);
    }
  }

  /** Has no effect where the token is not covered. */
  private void execute(Call call, Replica replica) {
    boolean isFree = bug == Bug.READS_IGNORE_THE_TOKEN && !call.isWrite();
    if (call.isExecuted || !(isFree || covers(replica.clock, call.token))) {
      return;
    }
    call.isExecuted = true;
    call.seen = replica.show(call.orders);
    call.shown = replica.clock.clone();
    call.isRefused = call.isMove() && call.seen.isEmpty();
    if (call.isWrite() && !call.isRefused) {
      replica.write(call);
    }
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean happens(int percent) {
    return random.nextInt(100) < percent;
  }

  private static boolean covers(int[] clock, int[] token) {
    for (int i = 0; i < REPLICAS; i++) {
      if (clock[i] < token[i]) {
        return false;
      }
    }
    return true;
  }

  private static int[] merged(int[] left, int[] right) {
    int[] both = new int[REPLICAS];
    Arrays.setAll(both, i -> Math.max(left[i], right[i]));
    return both;
  }

  private record Update(int number, String order, OrderStatus status, Stamp stamp) {
    String id() {
      return "w" + number;
    }
  }

  private static final class Stamp {
    private final int origin;
    private final int count;
    private final int[] after;

    Stamp(int origin, int count, int[] after) {
      this.origin = origin;
      this.count = count;
      this.after = after;
    }
  }

  private static final class Call {
    private final int[] token;
    private final List<String> orders;
    private final OrderStatus status;
    private final int number;
    private boolean isExecuted;
    private boolean isRefused;
    private List<SeenOrder> seen = List.of();
    private int[] shown = new int[REPLICAS];
    private int[] made = new int[REPLICAS];

    Call(int[] token, List<String> orders, OrderStatus status, int number) {
      this.token = token;
      this.orders = List.copyOf(orders);
      this.status = status;
      this.number = number;
    }

    boolean isWrite() {
      return number > 0;
    }

    boolean isMove() {
      return isWrite() && status != OrderStatus.PLACED;
    }

    String id() {
      return "w" + number;
    }
  }

  private final class Client {
    private final String name;
    private int[] token = new int[REPLICAS];
    private int position;
    private Call call;

    Client(String name) {
      this.name = name;
    }

    void step() {
      if (call == null) {
        begin();
      } else if (call.isRefused) {
        complete(Result.FAIL);
      } else if (call.isExecuted && call.isWrite() && happens(10)) {
        // The acknowledgement is lost.
        complete(Result.INFO);
      } else if (call.isExecuted) {
        complete(Result.OK);
      } else if (happens(5)) {
        abandoned.add(call);
        complete(Result.INFO);
      } else if (call.isWrite() && happens(5)) {
        if (bug == Bug.REFUSED_WRITES_HAPPEN) {
          abandoned.add(call);
        }
        complete(Result.FAIL);
      } else {
        execute(call, any(replicas));
      }
    }

    void end() {
      while (call != null) {
        replicas.forEach(Replica::deliverAll);
        step();
      }
    }

    private void begin() {
      position++;
      if (happens(60)) {
        List<String> asked = orders.stream().filter(order -> happens(50)).toList();
        call = new Call(token, asked, OrderStatus.PLACED, 0);
        history.accept(new ReadInvoked(name, position, asked));
      } else if (orders.size() < 3 || happens(30)) {
        orders.add("order" + orders.size());
        beginWrite(orders.get(orders.size() - 1), OrderStatus.PLACED);
      } else {
        OrderStatus[] all = OrderStatus.values();
        beginWrite(any(orders), all[1 + random.nextInt(all.length - 1)]);
      }
    }

    private void beginWrite(String order, OrderStatus status) {
      call = new Call(token, List.of(order), status, ++writes);
      String body = status == OrderStatus.PLACED ? bodyOf(order) : WriteInvoked.NO_BODY;
      history.accept(new WriteInvoked(name, position, call.id(), order, status, body));
    }

    private void complete(Result result) {
      boolean isKept = bug != Bug.READS_LEAVE_THE_TOKEN || call.isWrite();
      if (result == Result.OK && isKept) {
        token = merged(token, call.shown);
      }
      if (result == Result.OK && bug != Bug.OWN_WRITES_LEAVE_THE_TOKEN) {
        token = merged(token, call.made);
      }
      List<SeenOrder> seen = result == Result.OK ? call.seen : List.of();
      history.accept(new Completed(name, position, result, seen));
      call = null;
    }
  }

  private final class Replica {
    private final int index;
    private final int[] clock = new int[REPLICAS];
    private final List<Update> updates = new ArrayList<>();
    private final List<Update> inbox = new ArrayList<>();

    Replica(int index) {
      this.index = index;
    }

    void write(Call call) {
      int[] after = clock.clone();
      clock[index]++;
      call.made[index] = clock[index];
      Stamp stamp = new Stamp(index, clock[index], after);
      Update update = new Update(call.number, call.orders.get(0), call.status, stamp);
      updates.add(update);
      replicas.stream().filter(other -> other != this).forEach(other -> other.inbox.add(update));
    }

    void deliverOne() {
      if (!inbox.isEmpty()) {
        deliver(any(inbox));
      }
    }

    void deliverAll() {
      while (List.copyOf(inbox).stream().anyMatch(this::deliver)) {}
    }

    private boolean deliver(Update update) {
      Stamp stamp = update.stamp;
      if (bug != Bug.DELIVERY_IS_NOT_CAUSAL && !covers(clock, stamp.after)) {
        return false;
      }
      inbox.remove(update);
      clock[stamp.origin] = Math.max(clock[stamp.origin], stamp.count);
      if (bug != Bug.DELIVERY_LOSES_AT_ONE_REPLICA || index != 0 || !happens(10)) {
        updates.add(update);
      }
      if (bug == Bug.DELIVERY_REPEATS && happens(10)) {
        updates.add(update);
      }
      return true;
    }

    List<SeenOrder> show(List<String> asked) {
      return asked.stream().map(this::show).filter(order -> !order.writes().isEmpty()).toList();
    }

    /** Without writes when it is not here. */
    private SeenOrder show(String order) {
      List<Update> parts = updates.stream().filter(part -> part.order.equals(order)).toList();
      OrderStatus status = OrderStatus.PLACED;
      boolean isPlaced = false;
      for (Update part : parts) {
        status = bug == Bug.THE_LATEST_STATUS_WINS ? part.status : status.join(part.status);
        isPlaced |= part.status == OrderStatus.PLACED;
      }
      List<String> ids = parts.stream().map(Update::id).sorted().toList();
      return new SeenOrder(order, status, bodyOf(order), isPlaced ? ids : List.of());
    }
  }

  private static String bodyOf(String order) {
    return "dishes of " + order;
  }
}
