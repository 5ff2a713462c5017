package grapevine.database;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.ForcedFacts.ClaimFact;
import grapevine.common.ordering.ForcedFacts.DecisionFact;
import grapevine.common.ordering.ForcedFacts.NameFact;
import grapevine.common.ordering.ForcedFacts.OwnerFact;
import grapevine.common.ordering.ForcedFacts.StockFact;
import grapevine.common.ordering.ForcedFacts.VoucherFact;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.UniqueName;
import grapevine.common.ordering.VoucherCode;
import grapevine.database.catalogue.Limits;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What forced updates have decided, as of one snapshot. */
final class FactReader {
  private final Snapshot snapshot;

  FactReader(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Answer name(NameKind kind, String name) throws Snapshot.Outdated {
    Optional<UniqueName> unique = UniqueName.parse(name);
    if (unique.isEmpty()) {
      return new Answer.Invalid("FIELD_INVALID", "/name", "no name can be written like this");
    }
    Optional<NameFact> fact = find(ForcedFacts.nameKey(kind, unique.get().key()), NameFact.class);
    return new Answer.FoundName(
        kind,
        fact.map(NameFact::name).orElse(unique.get().shown()),
        fact.map(NameFact::owner).orElse(null));
  }

  /** Empty while nobody has the delivery. */
  Optional<String> courierOf(String orderId) throws Snapshot.Outdated {
    return find(ForcedFacts.claimKey(orderId), ClaimFact.class).map(ClaimFact::courier);
  }

  /** Empty while the restaurant is nobody's. */
  Optional<String> ownerOf(String restaurantId) throws Snapshot.Outdated {
    return find(ForcedFacts.ownerKey(restaurantId), OwnerFact.class).map(OwnerFact::accountId);
  }

  Answer stock(String restaurantId, List<String> itemIds) throws Snapshot.Outdated {
    StockFact stock = stockOf(restaurantId);
    List<Answer.StockLevel> levels = new ArrayList<>();
    for (String itemId : itemIds.isEmpty() ? stock.portions().keySet() : itemIds) {
      levels.add(new Answer.StockLevel(itemId, stock.left(itemId)));
    }
    return new Answer.FoundStock(restaurantId, levels);
  }

  Answer voucher(String typed) throws Snapshot.Outdated {
    Optional<VoucherFact> issued = issued(typed);
    if (issued.isEmpty()) {
      return new Answer.NotFound("VOUCHER_UNKNOWN", "no voucher has this code; check its spelling");
    }
    VoucherFact voucher = issued.get();
    return new Answer.FoundVoucher(
        VoucherCode.parse(typed).orElseThrow(),
        false,
        voucher.discountPence(),
        voucher.limit(),
        voucher.used());
  }

  boolean isDecided(CallId callId) throws Snapshot.Outdated {
    return find(ForcedFacts.decisionKey(callId), DecisionFact.class).isPresent();
  }

  /** What limits a basket of this restaurant. */
  Limits limits(String restaurantId, String voucher) throws Snapshot.Outdated {
    return isAnyDecided()
        ? new Limits(stockOf(restaurantId), issued(voucher).orElse(null))
        : Limits.NONE;
  }

  private StockFact stockOf(String restaurantId) throws Snapshot.Outdated {
    return find(ForcedFacts.stockKey(restaurantId), StockFact.class).orElse(StockFact.NONE);
  }

  private Optional<VoucherFact> issued(String typed) throws Snapshot.Outdated {
    Optional<String> code = VoucherCode.parse(typed);
    return code.isEmpty()
        ? Optional.empty()
        : find(ForcedFacts.voucherKey(code.get()), VoucherFact.class);
  }

  private <T> Optional<T> find(String key, Class<T> type) throws Snapshot.Outdated {
    return isAnyDecided()
        ? snapshot
            .operation(Fact.callId(key))
            .map(row -> Json.readOwn(Fact.valueIn(row, key), type))
        : Optional.empty();
  }

  /** A look-up has its price, and where nothing was ever forced there is no fact. */
  private boolean isAnyDecided() {
    return snapshot.timestamps().value().forced() > 0;
  }
}
