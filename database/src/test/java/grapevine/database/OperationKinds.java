package grapevine.database;

import grapevine.common.Hash128;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderMove;
import grapevine.common.ordering.PasswordHash;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.ThreadKind;
import grapevine.common.ordering.Threads;
import grapevine.common.ordering.UniqueName;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How to make an operation of each kind. */
final class OperationKinds {
  private static final PasswordHash HASH = new PasswordHash("$argon2id$");

  /** An order's id, and a session's end, belong to one call id. */
  interface Generator {
    Operation make(Universe universe, CallId call);
  }

  private static final Map<Class<? extends Operation>, Generator> ALL = newMap();

  private OperationKinds() {}

  private static Map<Class<? extends Operation>, Generator> newMap() {
    Map<Class<? extends Operation>, Generator> all =
        new TreeMap<>(Comparator.comparing(Class::getName));
    all.put(Operation.PlaceOrder.class, OperationKinds::placeOrder);
    all.put(Operation.OrderCommand.class, (some, call) -> command(some));
    all.put(Operation.RegisterName.class, (some, call) -> registerName(some));
    all.put(
        Operation.ClaimDelivery.class,
        (some, call) -> new Operation.ClaimDelivery(some.order(), account(some)));
    all.put(
        Operation.ReleaseDelivery.class,
        (some, call) -> new Operation.ReleaseDelivery(some.order(), account(some)));
    all.put(Operation.SetStock.class, (some, call) -> setStock(some));
    all.put(
        Operation.IssueVoucher.class,
        (some, call) ->
            new Operation.IssueVoucher(
                some.pick(Universe.VOUCHERS), 100L + some.below(2), 1 + some.below(2)));
    all.put(Operation.CreateAccount.class, (some, call) -> createAccount(some));
    all.put(
        Operation.DeleteAccount.class,
        (some, call) -> new Operation.DeleteAccount(account(some), some.millis()));
    all.put(
        Operation.GiveRestaurant.class,
        (some, call) ->
            new Operation.GiveRestaurant(
                some.pick(Universe.RESTAURANTS), some.chance(0.2) ? null : account(some)));
    all.put(
        Operation.EndSession.class,
        (some, call) ->
            new Operation.EndSession(some.pick(Universe.SESSIONS), account(some), some.millis()));
    all.put(
        Operation.PostNotice.class,
        (some, call) -> new Operation.PostNotice(some.author(), some.text(), some.millis()));
    all.put(Operation.PostMessage.class, (some, call) -> message(some));
    all.put(Operation.MarkRead.class, (some, call) -> markRead(some));
    all.put(
        Operation.WriteReview.class,
        (some, call) ->
            new Operation.WriteReview(
                some.order(),
                some.pick(Universe.RESTAURANTS),
                some.author(),
                1 + some.below(5),
                some.text(),
                some.millis()));
    KitchenKinds.addTo(all);
    ProviderKinds.addTo(all);
    return all;
  }

  static List<Class<? extends Operation>> all() {
    return List.copyOf(ALL.keySet());
  }

  static Operation make(Class<? extends Operation> kind, Universe universe, CallId call) {
    return ALL.get(kind).make(universe, call);
  }

  /** The records that a sealed type permits, also those of the sealed groups in it. */
  static <T> List<Class<? extends T>> permitted(Class<T> sealed) {
    List<Class<? extends T>> records = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      Class<? extends T> each = permitted.asSubclass(sealed);
      if (each.isSealed()) {
        permitted(each).forEach(records::add);
      } else {
        records.add(each);
      }
    }
    return records;
  }

  private static String account(Universe some) {
    return some.pick(Universe.ACCOUNTS);
  }

  private static Operation placeOrder(Universe some, CallId call) {
    String item = some.pick(Universe.ITEMS);
    int quantity = 1 + some.below(2);
    long price = 400L + some.below(2);
    String voucher = some.chance(0.5) ? some.pick(Universe.VOUCHERS) : null;
    long discount = voucher == null ? 0 : 100;
    return new Operation.PlaceOrder(
        Universe.orderId(call),
        some.pick(Universe.CUSTOMERS),
        new Hash128(1, price),
        some.millis(),
        some.pick(Universe.RESTAURANTS),
        "The Bun",
        some.chance(0.7) ? Service.DELIVERY : Service.COLLECTION,
        null,
        List.of(new QuotedLine(item, item, quantity, price, quantity * price, List.of())),
        quantity * price,
        discount,
        0,
        0,
        0,
        quantity * price - discount,
        voucher,
        null,
        some.text());
  }

  private static Operation command(Universe some) {
    OrderMove move = some.pick(Arrays.asList(OrderMove.values()));
    boolean isDelay = some.chance(0.2);
    OrderCommandKind kind = isDelay ? OrderCommandKind.DELAY : move.command();
    boolean saysWhen = isDelay || kind == OrderCommandKind.ACCEPT;
    return new Operation.OrderCommand(
        some.order(),
        some.pick(Universe.CUSTOMERS),
        isDelay ? Actor.RESTAURANT : move.actor(),
        kind,
        some.chance(0.5) ? some.text() : null,
        some.millis(),
        saysWhen ? some.millis() : null);
  }

  private static Operation registerName(Universe some) {
    UniqueName name = UniqueName.parse(some.pick(Universe.NAMES)).orElseThrow();
    return new Operation.RegisterName(
        some.pick(Arrays.asList(NameKind.values())), name, account(some));
  }

  private static Operation setStock(Universe some) {
    Integer portions = some.chance(0.2) ? null : Integer.valueOf(some.below(5));
    return new Operation.SetStock(
        some.pick(Universe.RESTAURANTS), some.pick(Universe.ITEMS), portions);
  }

  private static Operation createAccount(Universe some) {
    UniqueName name = UniqueName.parse(some.pick(Universe.NAMES)).orElseThrow();
    return new Operation.CreateAccount(
        account(some),
        name.shown(),
        name.key(),
        some.pick(Arrays.asList(Role.values())),
        HASH,
        some.chance(0.5) ? Samples.CUSTOMER : null,
        some.millis());
  }

  private static Operation message(Universe some) {
    String from = account(some);
    String to = account(some);
    ThreadKind kind = some.pick(Arrays.asList(ThreadKind.values()));
    String order = some.order();
    String inbox =
        switch (some.below(4)) {
          case 0 -> null;
          case 1 -> Threads.TO_COURIERS;
          case 2 -> Threads.toCustomersOf(some.pick(Universe.RESTAURANTS));
          default -> Threads.inboxOf(to);
        };
    return new Operation.PostMessage(
        kind,
        some.chance(0.5) ? Threads.ofOrder(order) : Threads.between(from, to),
        inbox,
        some.chance(0.5) ? order : null,
        some.author(),
        some.pick(Arrays.asList(Role.values())),
        some.text(),
        some.millis());
  }

  private static Operation markRead(Universe some) {
    List<String> ids = new ArrayList<>();
    for (CallId call : Universe.CALLS) {
      if (some.chance(0.5)) {
        ids.add(Universe.messageId(call));
      }
    }
    return new Operation.MarkRead(Threads.inboxOf(account(some)), ids, some.millis());
  }
}
