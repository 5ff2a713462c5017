package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.QuotedLine;
import grapevine.common.ordering.Service;
import grapevine.database.ReplicaDatabase;
import grapevine.database.UnansweredOrders;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order that nobody answers expires once, whoever lets it. */
class ExpiryScanTest {
  private static final List<MemberId> MEMBERS =
      List.of(new MemberId("rm1", 1), new MemberId("rm2", 2), new MemberId("rm3", 3));
  private static final long NOW = 1_800_000_000_000L;
  private static final long AGE = UnansweredOrders.ANSWER_MILLIS_MAX;

  @TempDir Path directory;
  private ReplicaDatabase database;
  private UnansweredOrders orders;
  private long made;

  @BeforeEach
  void open() {
    database = ReplicaDatabase.open(directory, "rm1", () -> 1);
    orders = database.unansweredOrders();
  }

  @AfterEach
  void close() {
    orders.close();
    database.close();
  }

  @Test
  void of_all_members_one_lets_an_order_expire() {
    List<String> placed = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      placed.add(place("k" + n, NOW));
    }
    List<String> expired = new ArrayList<>();
    for (MemberId member : MEMBERS) {
      List<String> own = expiredBy(new ExpiryScan(orders, false), member, NOW + AGE);
      assertThat(own).as("a fair share").hasSizeBetween(3, 20);
      expired.addAll(own);
    }
    assertThat(expired).containsExactlyInAnyOrderElementsOf(placed);
  }

  @Test
  void nothing_expires_before_its_time_and_nothing_is_forgotten_until_then() {
    String first = place("a", NOW);
    String second = place("b", NOW + 5);
    ExpiryScan scan = new ExpiryScan(orders, true);
    long due = NOW + AGE + ExpiryScan.GRACE_MILLIS;
    assertThat(expiredBy(scan, MEMBERS.get(0), due - 1)).isEmpty();
    assertThat(expiredBy(scan, MEMBERS.get(0), due)).containsExactly(first);
    assertThat(expiredBy(scan, MEMBERS.get(0), due + 4)).isEmpty();
    assertThat(expiredBy(scan, MEMBERS.get(0), due + 5)).containsExactly(second);
    String third = place("c", NOW + 10);
    assertThat(expiredBy(scan, MEMBERS.get(0), due + 10)).containsExactly(third);
    assertThat(expiredBy(scan, MEMBERS.get(0), due + 100)).isEmpty();
  }

  @Test
  void what_was_answered_or_is_older_than_a_day_does_not_expire() {
    String accepted = place("a", NOW);
    place("old", NOW + AGE + 5 - ExpiryScan.LOOK_BACK_MILLIS - 10);
    answer(accepted, OrderCommandKind.ACCEPT);
    assertThat(expiredBy(new ExpiryScan(orders, true), MEMBERS.get(0), NOW + 2 * AGE)).isEmpty();
  }

  /** A front end's clock may be ahead. */
  @Test
  void an_order_from_the_future_holds_up_no_other() {
    long hour = 3_600_000;
    String early = place("early", NOW + hour);
    String usual = place("usual", NOW);
    ExpiryScan scan = new ExpiryScan(orders, true);
    assertThat(expiredBy(scan, MEMBERS.get(0), NOW)).isEmpty();
    assertThat(expiredBy(scan, MEMBERS.get(0), NOW + hour - 1)).containsExactly(usual);
    assertThat(expiredBy(scan, MEMBERS.get(0), NOW + 2 * hour)).containsExactly(early);
  }

  @Test
  void two_that_let_an_order_expire_make_the_same_update() {
    place("a", NOW);
    long late = NOW + AGE + ExpiryScan.GRACE_MILLIS;
    Update one = step(new ExpiryScan(orders, true), MEMBERS.get(0), late).updates().get(0);
    Update other = step(new ExpiryScan(orders, true), MEMBERS.get(1), late + 7).updates().get(0);
    assertThat(other.callId()).isEqualTo(one.callId());
    assertThat(other.requestHash()).isEqualTo(one.requestHash());
    assertThat(other.operation()).isEqualTo(one.operation());
    Operation.OrderCommand command =
        (Operation.OrderCommand) Json.read(one.operation().bytes(), Operation.class);
    assertThat(command.by()).isEqualTo(Actor.SYSTEM);
    assertThat(command.target()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(command.atMillis()).isEqualTo(NOW + AGE);
    assertThat(one.prev().vector()).isEqualTo(VectorTimestamp.ZERO.with(MEMBERS.get(0), 1));
  }

  @Test
  void only_active_members_are_chosen() {
    List<Member> members = new ArrayList<>();
    for (MemberId id : MEMBERS) {
      Member.State state = id.name().equals("rm1") ? Member.State.ACTIVE : Member.State.RETIRED;
      members.add(new Member(id, state, "", 0, 0));
    }
    for (int n = 0; n < 20; n++) {
      assertThat(ExpiryScan.isMine("o-" + n, report(MEMBERS.get(0), members))).isTrue();
      assertThat(ExpiryScan.isMine("o-" + n, report(MEMBERS.get(1), members))).isFalse();
    }
  }

  private static List<String> expiredBy(ExpiryScan scan, MemberId member, long nowMillis) {
    TreeSet<String> expired = new TreeSet<>();
    for (Update update : step(scan, member, nowMillis).updates()) {
      expired.add(Json.read(update.operation().bytes(), Operation.class).orderId());
    }
    return List.copyOf(expired);
  }

  private static ExpiryScan.Step step(ExpiryScan scan, MemberId member, long nowMillis) {
    List<Member> members =
        MEMBERS.stream().map(id -> new Member(id, Member.State.ACTIVE, "", 0, 0)).toList();
    ExpiryScan.Step step = scan.step(report(member, members), nowMillis);
    assertThat(step.isAll()).isTrue();
    return step;
  }

  private static ReplicaReport report(MemberId me, List<Member> members) {
    VectorTimestamp zero = VectorTimestamp.ZERO;
    return new ReplicaReport(me, zero, zero, 0, 0, 0, 0, 0, 0, false, false, 0, members);
  }

  private String place(String key, long placedAtMillis) {
    Hash128 hash = CanonicalHash.callId("g-ann", key);
    String orderId = CanonicalHash.orderId(hash);
    QuotedLine line = new QuotedLine("i1", "Soup", 1, 500, 500, List.of());
    execute(
        hash,
        new Operation.PlaceOrder(
            orderId,
            "g-ann",
            hash,
            placedAtMillis,
            "r1",
            "Soup Kitchen",
            Service.COLLECTION,
            null,
            List.of(line),
            500,
            0,
            0,
            0,
            0,
            500,
            null,
            null,
            null));
    return orderId;
  }

  private void answer(String orderId, OrderCommandKind kind) {
    execute(
        CanonicalHash.callId("a-owner", orderId),
        new Operation.OrderCommand(orderId, "g-ann", Actor.RESTAURANT, kind, null, NOW + 1));
  }

  private void execute(Hash128 hash, Operation operation) {
    CallId callId = new CallId(hash.high(), hash.low());
    Payload payload = Payload.of(Json.bytes(operation));
    Update update = new Update(callId, Token.EMPTY, ++made, 0, payload);
    LogRecord record = new LogRecord(new Dot(MEMBERS.get(0), made), update);
    database.append(record);
    database.value().apply(record);
    VectorTimestamp value = VectorTimestamp.ZERO.with(MEMBERS.get(0), made);
    database.save(
        List.of(), new Timestamps(value, VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0, made));
    database.commit();
  }
}
