package grapevine.common.ordering;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.ForcedFacts.ClaimFact;
import grapevine.common.ordering.ForcedFacts.NameFact;
import grapevine.common.ordering.ForcedFacts.StockFact;
import grapevine.common.ordering.ForcedFacts.VoucherFact;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What forced operations decide: a function of the operation and of the facts that forced
 * operations before it have left (R23), equal at every replica. It never fails: what is not
 * understood is decided as such. Built-in vouchers are not known here, since replicas of different
 * releases may have different ones: the front end lets nobody issue their codes.
 */
public final class ForcedRules {
  private static final ForcedResult DONE = new ForcedResult.Done();

  private final ForcedState state;

  private ForcedRules(ForcedState state) {
    this.state = state;
  }

  /**
   * What was decided.
   *
   * @param isOrderPlaced whether the operation is an order that has its row from now on
   */
  public record Ruling(ForcedResult result, boolean isOrderPlaced) {
    static Ruling of(ForcedResult result) {
      return new Ruling(result, false);
    }
  }

  /** Decides the first command of a call id, and writes what it changes. */
  public static Ruling decide(CallId callId, Payload operation, ForcedState state) {
    Optional<Operation> understood = understood(callId, operation);
    return understood.isPresent()
        ? new ForcedRules(state).decide(understood.get())
        : Ruling.of(new ForcedResult.NotUnderstood());
  }

  private static Optional<Operation> understood(CallId callId, Payload payload) {
    try {
      Operation operation = Json.readOwn(payload.bytes(), Operation.class);
      if (operation instanceof Operation.PlaceOrder order) {
        return isPossible(callId, order) ? Optional.of(operation) : Optional.empty();
      }
      return isForced(operation) ? Optional.of(operation) : Optional.empty();
    } catch (RuntimeException e) {
      // Only the bytes decide whether this happens, so it happens everywhere.
      return Optional.empty();
    }
  }

  /** Whatever else comes in the one order, as from a newer release, is of no meaning. */
  private static boolean isForced(Operation operation) {
    return operation instanceof Operation.RegisterName
        || operation instanceof Operation.ClaimDelivery
        || operation instanceof Operation.ReleaseDelivery
        || operation instanceof Operation.SetStock
        || operation instanceof Operation.IssueVoucher
        || operation instanceof Operation.OfAccounts;
  }

  // An order under the id of another call could be filled by two updates.
  private static boolean isPossible(CallId callId, Operation.PlaceOrder order) {
    String derived = CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
    return derived.equals(order.orderId())
        && order.customerId() != null
        && order.restaurantId() != null
        && order.lines().stream().allMatch(ForcedRules::isPossible);
  }

  private static boolean isPossible(QuotedLine line) {
    return line.itemId() != null && line.quantity() > 0;
  }

  private Ruling decide(Operation operation) {
    if (operation instanceof Operation.PlaceOrder order) {
      return place(order);
    }
    if (operation instanceof Operation.RegisterName register) {
      return Ruling.of(register(register));
    }
    if (operation instanceof Operation.ClaimDelivery claim) {
      return Ruling.of(claim(claim));
    }
    if (operation instanceof Operation.ReleaseDelivery release) {
      return Ruling.of(release(release));
    }
    if (operation instanceof Operation.SetStock set) {
      return Ruling.of(setStock(set));
    }
    if (operation instanceof Operation.OfAccounts ofAccounts) {
      return Ruling.of(new AccountRules(state).decide(ofAccounts));
    }
    return Ruling.of(issue((Operation.IssueVoucher) operation));
  }

  private ForcedResult register(Operation.RegisterName register) {
    String key = ForcedFacts.nameKey(register.kind(), register.key());
    Optional<NameFact> before = find(key, NameFact.class);
    if (before.isPresent()) {
      return before.get().owner().equals(register.owner()) ? DONE : new ForcedResult.NameTaken();
    }
    put(key, new NameFact(register.name(), register.owner()));
    return DONE;
  }

  private ForcedResult claim(Operation.ClaimDelivery claim) {
    String key = ForcedFacts.claimKey(claim.orderId());
    Optional<String> holder = find(key, ClaimFact.class).map(ClaimFact::courier);
    if (holder.isEmpty()) {
      put(key, new ClaimFact(claim.courier()));
    }
    return holder.isEmpty() || holder.get().equals(claim.courier())
        ? DONE
        : new ForcedResult.ClaimLost(holder.get());
  }

  private ForcedResult release(Operation.ReleaseDelivery release) {
    String key = ForcedFacts.claimKey(release.orderId());
    Optional<String> holder = find(key, ClaimFact.class).map(ClaimFact::courier);
    if (holder.isPresent() && !holder.get().equals(release.courier())) {
      return new ForcedResult.ClaimLost(holder.get());
    }
    if (holder.isPresent()) {
      put(key, new ClaimFact(null));
    }
    return DONE;
  }

  private ForcedResult setStock(Operation.SetStock set) {
    String key = ForcedFacts.stockKey(set.restaurantId());
    StockFact before = find(key, StockFact.class).orElse(StockFact.NONE);
    StockFact after = before.with(set.itemId(), set.portions());
    if (after.portions().size() > Bounds.LIMITED_ITEMS) {
      return new ForcedResult.NotUnderstood();
    }
    putIfChanged(key, before, after);
    return DONE;
  }

  private ForcedResult issue(Operation.IssueVoucher issue) {
    String key = ForcedFacts.voucherKey(issue.code());
    Optional<VoucherFact> before = find(key, VoucherFact.class);
    if (before.isEmpty()) {
      put(key, new VoucherFact(issue.discountPence(), issue.limit(), 0));
      return DONE;
    }
    boolean isSame =
        before.get().discountPence() == issue.discountPence()
            && before.get().limit() == issue.limit();
    return isSame ? DONE : new ForcedResult.VoucherTaken(issue.code());
  }

  /** All of its lines and its voucher, or nothing. */
  private Ruling place(Operation.PlaceOrder order) {
    String stockKey = ForcedFacts.stockKey(order.restaurantId());
    StockFact stock = find(stockKey, StockFact.class).orElse(StockFact.NONE);
    Map<String, Long> ordered = new LinkedHashMap<>();
    order.lines().forEach(line -> ordered.merge(line.itemId(), (long) line.quantity(), Long::sum));
    for (Map.Entry<String, Long> item : ordered.entrySet()) {
      Integer left = stock.left(item.getKey());
      if (left != null && left < item.getValue()) {
        return Ruling.of(new ForcedResult.SoldOut(item.getKey(), left));
      }
    }
    Optional<String> code = VoucherCode.parse(order.voucher());
    Optional<VoucherFact> voucher =
        code.flatMap(spelled -> find(ForcedFacts.voucherKey(spelled), VoucherFact.class));
    if (voucher.isPresent() && voucher.get().left() < 1) {
      return Ruling.of(new ForcedResult.VoucherUsedUp(code.get()));
    }
    if (voucher.isPresent()
        && voucher.get().discountOn(order.subtotalPence()) != order.discountPence()) {
      long discount = voucher.get().discountPence();
      return Ruling.of(new ForcedResult.VoucherChanged(code.get(), discount));
    }
    putIfChanged(stockKey, stock, stock.minus(ordered));
    voucher.ifPresent(used -> put(ForcedFacts.voucherKey(code.get()), used.usedOnceMore()));
    return new Ruling(DONE, true);
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    return ForcedFacts.find(state, key, type);
  }

  private void putIfChanged(String key, Object before, Object after) {
    if (!before.equals(after)) {
      put(key, after);
    }
  }

  private void put(String key, Object fact) {
    state.put(key, Json.bytes(fact));
  }
}
