package grapevine.frontend.fake;

import grapevine.common.Json;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.ForcedFacts.ClaimFact;
import grapevine.common.ordering.ForcedFacts.DecisionFact;
import grapevine.common.ordering.ForcedFacts.NameFact;
import grapevine.common.ordering.ForcedFacts.OwnerFact;
import grapevine.common.ordering.ForcedFacts.StockFact;
import grapevine.common.ordering.ForcedRules;
import grapevine.common.ordering.ForcedState;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.UniqueName;
import grapevine.protocol.CallId;
import grapevine.protocol.Update;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The facts of forced updates, decided by the real rules. */
final class ForcedFactsInMemory implements ForcedState {
  private final TreeMap<String, byte[]> facts = new TreeMap<>();
  private long decisions;

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(facts.get(key));
  }

  @Override
  public void put(String key, byte[] fact) {
    facts.put(key, fact);
  }

  SortedSet<String> keys() {
    return new TreeSet<>(facts.keySet());
  }

  long decisions() {
    return decisions;
  }

  /** Whether it was an order, which is placed now. */
  boolean decide(Update update) {
    decisions++;
    ForcedRules.Ruling ruling = ForcedRules.decide(update.callId(), update.operation(), this);
    DecisionFact decision = new DecisionFact(update.requestHash(), ruling.result());
    put(ForcedFacts.decisionKey(update.callId()), Json.bytes(decision));
    return ruling.isOrderPlaced();
  }

  boolean isDecided(CallId callId) {
    return get(ForcedFacts.decisionKey(callId)).isPresent();
  }

  DecisionFact decision(CallId callId) {
    return ForcedFacts.find(this, ForcedFacts.decisionKey(callId), DecisionFact.class)
        .orElseThrow();
  }

  /** Null when it is not limited. */
  Integer left(String restaurantId, String itemId) {
    return ForcedFacts.find(this, ForcedFacts.stockKey(restaurantId), StockFact.class)
        .map(stock -> stock.left(itemId))
        .orElse(null);
  }

  /** Null while it belongs to nobody. */
  String ownerOf(String restaurantId) {
    return ForcedFacts.find(this, ForcedFacts.ownerKey(restaurantId), OwnerFact.class)
        .map(OwnerFact::accountId)
        .orElse(null);
  }

  /** Null while the name is free. */
  String ownerOf(NameKind kind, String name) {
    String key = UniqueName.parse(name).orElseThrow().key();
    return ForcedFacts.find(this, ForcedFacts.nameKey(kind, key), NameFact.class)
        .map(NameFact::owner)
        .orElse(null);
  }

  /** Null while nobody has it. */
  String courierOf(String orderId) {
    return ForcedFacts.find(this, ForcedFacts.claimKey(orderId), ClaimFact.class)
        .map(ClaimFact::courier)
        .orElse(null);
  }
}
