package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.ForcedResult.Done;
import grapevine.common.ordering.ForcedResult.NotUnderstood;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** R23: of those who race exactly one wins, whoever comes first, and nobody is ever confused. */
class ForcedRulesTest {
  private static final int RACES = 200;
  private static final ForcedResult DONE = new Done();

  private final Facts facts = new Facts();

  @Test
  void the_first_owner_of_a_name_has_it_for_good() {
    List<Operation> racing = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      racing.add(register(i % 2 == 0 ? "Ann Lee" : "ANN  lee", "owner" + i));
    }
    eachOrder(
        racing,
        (order, race) -> {
          assertThat(race.results(order)).containsOnlyOnce(DONE).first().isEqualTo(DONE);
          assertThat(race.decide(order.get(0))).as("the winner again").isEqualTo(DONE);
          assertThat(race.decide(order.get(1))).isEqualTo(new ForcedResult.NameTaken());
        });
  }

  @Test
  void an_account_and_a_restaurant_may_have_one_name() {
    assertThat(facts.decide(register("Ann", "a"))).isEqualTo(DONE);
    UniqueName name = UniqueName.parse("Ann").orElseThrow();
    assertThat(facts.decide(new Operation.RegisterName(NameKind.RESTAURANT, name, "b")))
        .isEqualTo(DONE);
  }

  @Test
  void one_courier_has_a_delivery_until_that_courier_releases_it() {
    List<Operation> racing = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      racing.add(new Operation.ClaimDelivery(orderId("o"), "courier" + i));
    }
    eachOrder(
        racing,
        (order, race) -> {
          assertThat(race.results(order)).containsOnlyOnce(DONE).first().isEqualTo(DONE);
          String winner = ((Operation.ClaimDelivery) order.get(0)).courier();
          String loser = ((Operation.ClaimDelivery) order.get(1)).courier();
          Operation foreign = new Operation.ReleaseDelivery(orderId("o"), loser);
          Operation own = new Operation.ReleaseDelivery(orderId("o"), winner);
          assertThat(race.decide(foreign)).isEqualTo(new ForcedResult.ClaimLost(winner));
          assertThat(race.decide(order.get(0))).as("again").isEqualTo(DONE);
          assertThat(race.decide(own)).isEqualTo(DONE);
          assertThat(race.decide(own)).as("again").isEqualTo(DONE);
          assertThat(race.decide(order.get(1))).isEqualTo(DONE);
          assertThat(race.decide(order.get(0))).isEqualTo(new ForcedResult.ClaimLost(loser));
        });
  }

  @Test
  void limited_portions_are_sold_once_and_an_order_gets_all_of_its_lines_or_nothing() {
    List<Operation> orders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      orders.add(order("k" + i, null, 0, line("rare", 1), line("rarer", 1), line("plain", 90)));
    }
    eachOrder(
        orders,
        (order, race) -> {
          race.decide(new Operation.SetStock("r", "rare", 5));
          race.decide(new Operation.SetStock("r", "rarer", 3));
          List<ForcedResult> results = race.results(order);
          assertThat(results.subList(0, 3)).containsOnly(DONE);
          assertThat(results.subList(3, 8)).containsOnly(new ForcedResult.SoldOut("rarer", 0));
          assertThat(race.left("rare")).isEqualTo(2);
          assertThat(race.left("rarer")).isZero();
        });
  }

  @Test
  void all_lines_of_one_item_count_together_and_nothing_is_taken_by_a_refused_order() {
    facts.decide(new Operation.SetStock("r", "a", 9));
    facts.decide(new Operation.SetStock("r", "b", 3));
    assertThat(facts.decide(order("k1", null, 0, line("a", 1), line("b", 2), line("b", 2))))
        .isEqualTo(new ForcedResult.SoldOut("b", 3));
    assertThat(facts.left("a")).isEqualTo(9);
    facts.decide(new Operation.SetStock("r", "b", null));
    assertThat(facts.decide(order("k2", null, 0, line("b", 99), line("b", 99)))).isEqualTo(DONE);
  }

  @Test
  void a_limited_voucher_is_used_so_often_and_no_more() {
    List<Operation> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      orders.add(order("k" + i, i % 2 == 0 ? "LUCKY" : " lucky ", 300, line("a", 1)));
    }
    eachOrder(
        orders,
        (order, race) -> {
          race.decide(new Operation.IssueVoucher("Lucky", 300, 2));
          List<ForcedResult> results = race.results(order);
          assertThat(results.subList(0, 2)).containsOnly(DONE);
          assertThat(results.subList(2, 6)).containsOnly(new ForcedResult.VoucherUsedUp("LUCKY"));
        });
  }

  @Test
  void a_discount_is_what_the_voucher_gives_and_never_more_than_the_food() {
    facts.decide(new Operation.IssueVoucher("LUCKY", 2_000, 9));
    assertThat(facts.decide(order("k1", "LUCKY", 2_000, line("a", 1))))
        .isEqualTo(new ForcedResult.VoucherChanged("LUCKY", 2_000));
    assertThat(facts.decide(order("k2", "LUCKY", 1_000, line("a", 1)))).isEqualTo(DONE);
  }

  @Test
  void a_voucher_is_issued_once() {
    Operation issue = new Operation.IssueVoucher("LUCKY", 300, 2);
    assertThat(facts.decide(issue)).isEqualTo(DONE);
    assertThat(facts.decide(order("k", "LUCKY", 300, line("a", 1)))).isEqualTo(DONE);
    assertThat(facts.decide(issue)).as("the same again").isEqualTo(DONE);
    assertThat(facts.decide(new Operation.IssueVoucher("LUCKY", 300, 3)))
        .isEqualTo(new ForcedResult.VoucherTaken("LUCKY"));
    assertThat(facts.decide(order("k2", "LUCKY", 300, line("a", 1)))).isEqualTo(DONE);
    assertThat(facts.decide(order("k3", "LUCKY", 300, line("a", 1))))
        .as("issuing it again did not fill it up")
        .isEqualTo(new ForcedResult.VoucherUsedUp("LUCKY"));
  }

  @Test
  void what_is_not_understood_is_decided_as_such_and_changes_nothing() {
    String good = Json.text(order("k", null, 0, line("a", 1)));
    List<String> payloads = new ArrayList<>();
    Collections.addAll(
        payloads,
        "",
        "null",
        "[]",
        "\u0000",
        "{\"op\":\"of a later version\"}",
        "{\"op\":\"register-name\",\"kind\":\"ACCOUNT\",\"name\":\"\",\"key\":\"a\",\"owner\":\"b\"}",
        "{\"op\":\"set-stock\",\"restaurantId\":\"r\",\"itemId\":\"a\",\"portions\":-1}",
        "{\"op\":\"claim-delivery\",\"orderId\":\"o-1\",\"courier\":\"c\"}",
        good.replace("\"quantity\":1", "\"quantity\":-1"),
        good.replace("\"itemId\":\"a\"", "\"itemId\":null"),
        good.replace("\"customerId\":\"c\"", "\"customerId\":null"),
        good.replace("\"lines\":[", "\"more\":["),
        Json.text(
            new Operation.OrderCommand(
                orderId("k"), "c", Actor.CUSTOMER, OrderCommandKind.CANCEL, null, 1)));
    for (String payload : payloads) {
      ForcedRules.Ruling ruling = ForcedRules.decide(callId("k"), Payload.of(payload), facts);
      assertThat(ruling.result()).as(payload).isEqualTo(new NotUnderstood());
      assertThat(ruling.isOrderPlaced()).isFalse();
    }
    CallId another = callId("another");
    assertThat(ForcedRules.decide(another, Payload.of(good), facts).result())
        .isEqualTo(new NotUnderstood());
    assertThat(facts.map).isEmpty();
  }

  @Test
  void a_restaurant_has_so_many_limited_items_and_no_more() {
    for (int i = 0; i < Bounds.LIMITED_ITEMS; i++) {
      facts.decide(new Operation.SetStock("r", "i" + i, 1));
    }
    assertThat(facts.decide(new Operation.SetStock("r", "more", 1))).isNotEqualTo(DONE);
    assertThat(facts.decide(new Operation.SetStock("r", "i1", 7))).isEqualTo(DONE);
  }

  /** A damaged fact is no operation that is not understood: nothing may be decided on it. */
  @Test
  void a_fact_that_cannot_be_read_is_an_error() {
    String key = ForcedFacts.claimKey(orderId("o"));
    facts.put(key, "{".getBytes(StandardCharsets.UTF_8));
    Operation claim = new Operation.ClaimDelivery(orderId("o"), "c");
    assertThatThrownBy(() -> facts.decide(claim)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void keys_of_different_things_differ() {
    assertThat(ForcedFacts.nameKey(NameKind.ACCOUNT, "a/b"))
        .isNotEqualTo(ForcedFacts.nameKey(NameKind.ACCOUNT, "a%2Fb"));
    assertThat(ForcedFacts.stockKey("x")).isNotEqualTo(ForcedFacts.voucherKey("x"));
  }

  private interface Check {
    void of(List<Operation> order, Facts race);
  }

  /** Random orders, each twice: the second time must leave the same facts. */
  private static void eachOrder(List<Operation> racing, Check check) {
    List<Operation> order = new ArrayList<>(racing);
    for (int seed = 0; seed < RACES; seed++) {
      Collections.shuffle(order, new Random(seed));
      Facts first = new Facts();
      Facts second = new Facts();
      check.of(order, first);
      check.of(order, second);
      assertThat(second.text()).isEqualTo(first.text());
    }
  }

  private static Operation register(String name, String owner) {
    return new Operation.RegisterName(
        NameKind.ACCOUNT, UniqueName.parse(name).orElseThrow(), owner);
  }

  private static QuotedLine line(String itemId, int quantity) {
    return new QuotedLine(itemId, itemId, quantity, 1_000, 1_000L * quantity, List.of());
  }

  /** Of 1,000 pence of food, whatever the lines say. */
  private static Operation order(
      String key, String voucher, long discountPence, QuotedLine... lines) {
    return new Operation.PlaceOrder(
        orderId(key),
        "c",
        new Hash128(1, 2),
        1,
        "r",
        "R",
        Service.COLLECTION,
        null,
        List.of(lines),
        1_000,
        discountPence,
        0,
        0,
        0,
        1_000 - discountPence,
        voucher,
        null,
        null);
  }

  private static String orderId(String key) {
    return CanonicalHash.orderId(CanonicalHash.callId("c", key));
  }

  private static CallId callId(String key) {
    Hash128 hash = CanonicalHash.callId("c", key);
    return new CallId(hash.high(), hash.low());
  }

  /** In memory; every operation under a call id that fits. */
  private static final class Facts implements ForcedState {
    private final TreeMap<String, byte[]> map = new TreeMap<>();

    @Override
    public Optional<byte[]> get(String key) {
      return Optional.ofNullable(map.get(key));
    }

    @Override
    public void put(String key, byte[] fact) {
      map.put(key, fact);
    }

    ForcedResult decide(Operation operation) {
      Hash128 hash = CanonicalHash.parseOrderId(operation.orderId()).orElse(new Hash128(7, 7));
      CallId callId = new CallId(hash.high(), hash.low());
      return ForcedRules.decide(callId, Payload.of(Json.bytes(operation)), this).result();
    }

    List<ForcedResult> results(List<Operation> operations) {
      return operations.stream().map(this::decide).toList();
    }

    Integer left(String itemId) {
      return ForcedFacts.find(this, ForcedFacts.stockKey("r"), ForcedFacts.StockFact.class)
          .orElseThrow()
          .left(itemId);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      map.forEach((key, fact) -> text.append(key).append(Json.text(fact)).append('\n'));
      return text.toString();
    }
  }
}
