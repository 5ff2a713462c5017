package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.forced;
import static grapevine.database.Samples.record;
import static grapevine.database.Samples.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.UniqueName;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R21, R23: decided once, in one order, and found again after whatever happens to the process. */
class ForcedUpdatesTest {
  private static final ForcedResult DONE = new ForcedResult.Done();
  private static final int STEPS = 80;

  @TempDir Path directory;

  @Test
  void a_call_id_is_decided_once_and_a_retry_gets_the_first_result() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      Value value = database.value();
      assertThat(resultOf(value.decide(forced(1, "a", 1, name("Ann", "a"))))).isEqualTo(DONE);
      Value.Decision lost = value.decide(forced(2, "b", 2, name("ann", "b")));
      assertThat(resultOf(lost)).isEqualTo(new ForcedResult.NameTaken());
      long digest = value.digest();
      assertThat(value.decide(forced(3, "b", 3, name("free", "b")))).isEqualTo(lost);
      assertThat(value.digest()).isEqualTo(digest);
      assertThat(value.decision(Samples.callId("b"))).contains(lost);
      assertThat(value.decision(Samples.callId("c"))).isEmpty();
      assertThat(database.executedOperations().find(Samples.callId("a"))).isEmpty();
    }
  }

  /** The order's row is there if a causal record was executed or the forced one was accepted. */
  @Test
  void a_causal_record_of_the_same_call_id_may_come_before_or_after() {
    LogRecord causal = record(ME, 1, "a", 5, Samples.place("a", 1_000, 900));
    for (long lamport : new long[] {4, 6}) {
      for (int portions : new int[] {0, 1}) {
        TreeSet<Long> digests = new TreeSet<>();
        for (boolean isCausalFirst : new boolean[] {true, false}) {
          String name = lamport + "-" + portions + "-" + isCausalFirst;
          try (ReplicaDatabase database = Samples.open(directory.resolve(name))) {
            LogRecord order =
                record(MemberId.FORCED, 2, "a", lamport, Samples.place("a", 2_000, 800));
            Samples.execute(
                database, forced(1, "stock", 1, new Operation.SetStock("r1", "i1", portions)));
            if (isCausalFirst) {
              Samples.execute(database, causal);
            }
            ForcedResult result = resultOf(database.value().decide(order));
            assertThat(result).isEqualTo(portions == 1 ? DONE : new ForcedResult.SoldOut("i1", 0));
            assertThat(database.executedOperations().find(causal.callId()).isPresent())
                .isEqualTo(isCausalFirst || portions == 1);
            if (!isCausalFirst) {
              Samples.execute(database, causal);
            }
            assertThat(
                    database.executedOperations().find(causal.callId()).orElseThrow().contentHash())
                .isEqualTo((portions == 1 && lamport == 4 ? order : causal).contentHash());
            digests.add(database.value().digest());
            commit(database, 2);
          }
        }
        assertThat(digests).hasSize(1);
      }
    }
  }

  @Test
  void a_row_that_only_a_forced_update_made_has_its_dot_and_settles_with_f() {
    LogRecord order = record(MemberId.FORCED, 1, "a", 4, Samples.place("a", 2_000, 800));
    try (ReplicaDatabase database = open("d", 1)) {
      Samples.execute(database, order);
      commit(database, 1);
    }
    try (ReplicaDatabase database = open("d", 1);
        QueryReader reader = database.newReader()) {
      assertThat(database.executedOperations().find(order.callId()).orElseThrow().dot())
          .isEqualTo(new Dot(MemberId.FORCED, 1));
      assertThat(order(reader).settled()).isFalse();
      VectorTimestamp settled = VectorTimestamp.ZERO.withForced(1);
      database.save(List.of(), new Timestamps(settled, settled, settled, 0, 0, 4, 1));
      database.commit();
      assertThat(order(reader).settled()).isTrue();
    }
  }

  /** Killed after any commit, with the tables written at any: the state is what it was. */
  @Test
  void a_restart_after_any_commit_executes_again_in_the_same_order() {
    for (int recentMax : new int[] {1, 3, 7, 1_000}) {
      String name = "killed" + recentMax;
      long floor = 0;
      List<LogRecord> executed = new ArrayList<>();
      Random random = new Random(recentMax);
      for (int step = 1; step <= STEPS; step++) {
        try (ReplicaDatabase database = open(name, recentMax);
            ReplicaDatabase once = Samples.open(directory.resolve(name + "-once" + step))) {
          executed.forEach(record -> Samples.execute(once, record));
          assertThat(database.value().digest()).as("step " + step).isEqualTo(once.value().digest());
          for (LogRecord record : executed) {
            assertThat(database.value().decision(record.callId()))
                .isEqualTo(once.value().decision(record.callId()));
            assertThat(
                    database.executedOperations().find(record.callId()).map(e -> e.contentHash()))
                .isEqualTo(
                    once.executedOperations().find(record.callId()).map(e -> e.contentHash()));
          }
          Timestamps recovered = database.recover().replica();
          assertThat(recovered.value()).isEqualTo(valueOf(executed));
          assertThat(recovered.forcedIndex()).isEqualTo(10 * recovered.value().forced());
          assertThat(database.recover().log())
              .noneMatch(record -> record.origin().equals(MemberId.FORCED));
          for (int more = 1 + random.nextInt(4); more > 0; more--) {
            LogRecord next = next(executed, random);
            if (!next.origin().equals(MemberId.FORCED)) {
              database.append(next);
            }
            Samples.execute(database, next);
            executed.add(next);
          }
          VectorTimestamp value = valueOf(executed);
          floor = Math.max(floor, value.get(ME) - random.nextInt(5));
          VectorTimestamp discarded = VectorTimestamp.ZERO.with(ME, floor);
          database.save(
              List.of(), new Timestamps(value, discarded, value, 0, 0, step, 10 * value.forced()));
          database.commit();
        }
        step += random.nextInt(6);
      }
      // Of a thousand rows the tables are not written once.
      assertThat(rowsOfLog(name)).isLessThan(recentMax == 1_000 ? STEPS : 20);
    }
  }

  @Test
  void what_is_not_committed_was_never_decided() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      Samples.execute(database, forced(1, "a", 1, name("Ann", "a")));
      commit(database, 1);
      Samples.execute(database, forced(2, "b", 2, name("Bob", "b")));
    }
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.value().decision(Samples.callId("a"))).isPresent();
      assertThat(database.value().decision(Samples.callId("b"))).isEmpty();
      assertThat(resultOf(database.value().decide(forced(2, "c", 2, name("Bob", "c")))))
          .isEqualTo(DONE);
    }
  }

  /** R8 on a full disk: nothing of a decision is lost, and it is not made twice. */
  @Test
  void a_commit_that_finds_no_room_is_made_later() {
    long digest;
    try (ReplicaDatabase database = open("d", 2)) {
      for (long f = 1; f <= 20; f++) {
        Operation.SetStock set = new Operation.SetStock("r1", "i" + f % 3, (int) f);
        Samples.execute(database, forced(f, "k" + f, f, set));
        save(database, f);
        database.pretendFull(true);
        try {
          database.commit();
        } catch (grapevine.protocol.DiskFullException e) {
          assertThat(database.hasWork()).isTrue();
        }
        database.pretendFull(false);
        database.commit();
        assertThat(database.hasWork()).isFalse();
      }
      digest = database.value().digest();
    }
    try (ReplicaDatabase database = open("d", 2);
        QueryReader reader = database.newReader()) {
      assertThat(database.value().digest()).isEqualTo(digest);
      assertThat(Samples.answer(reader, new Query.GetStock("r1", List.of("i0", "i1", "i2"))))
          .isEqualTo(
              new Answer.FoundStock(
                  "r1",
                  List.of(
                      new Answer.StockLevel("i0", 18),
                      new Answer.StockLevel("i1", 19),
                      new Answer.StockLevel("i2", 20))));
    }
  }

  /** A fact is what forced updates decide; a causal update that looks like one is none. */
  @Test
  void no_causal_update_makes_a_fact() {
    try (ReplicaDatabase database = Samples.open(directory);
        QueryReader reader = database.newReader()) {
      Samples.execute(
          database, record(OTHER, 1, "x", 1, Payload.of("{\"op\":\"fact\",\"key\":\"k\"}")));
      Samples.execute(
          database,
          record(OTHER, 2, "y", 1, Payload.of(grapevine.common.Json.bytes(name("Ann", "a")))));
      commit(database, 1);
      assertThat(Samples.answer(reader, new Query.GetName(NameKind.ACCOUNT, "Ann")))
          .isEqualTo(new Answer.FoundName(NameKind.ACCOUNT, "Ann", null));
      assertThat(database.value().decision(Samples.callId("y"))).isEmpty();
    }
  }

  /** Names, claims, portions, vouchers and orders, forced and not, under few call ids. */
  private static LogRecord next(List<LogRecord> executed, Random random) {
    VectorTimestamp value = valueOf(executed);
    String key = "k" + random.nextInt(40);
    long lamport = 1L + random.nextInt(50);
    MemberId origin = random.nextInt(3) == 0 ? ME : MemberId.FORCED;
    long n = (origin.equals(ME) ? value.get(ME) : value.forced()) + 1;
    Payload place = Samples.place(key, 1_000 + random.nextInt(3), 900);
    Operation other =
        switch (random.nextInt(5)) {
          case 0 -> name("name" + random.nextInt(5), "owner" + random.nextInt(3));
          case 1 -> new Operation.ClaimDelivery(Samples.orderId("k1"), "c" + random.nextInt(3));
          case 2 -> new Operation.ReleaseDelivery(Samples.orderId("k1"), "c" + random.nextInt(3));
          case 3 -> new Operation.SetStock("r1", "i1", random.nextInt(4));
          default -> new Operation.IssueVoucher("V-" + random.nextInt(3), 100, 2);
        };
    boolean isOrder = origin.equals(ME) || random.nextBoolean();
    return isOrder ? record(origin, n, key, lamport, place) : forced(n, key, lamport, other);
  }

  private static VectorTimestamp valueOf(List<LogRecord> executed) {
    VectorTimestamp value = VectorTimestamp.ZERO;
    for (LogRecord record : executed) {
      value =
          record.origin().equals(MemberId.FORCED)
              ? value.withForced(record.dot().n())
              : value.with(record.origin(), record.dot().n());
    }
    return value;
  }

  private static Operation name(String name, String owner) {
    return new Operation.RegisterName(
        NameKind.ACCOUNT, UniqueName.parse(name).orElseThrow(), owner);
  }

  private static grapevine.common.ordering.Order order(QueryReader reader) {
    Query query = new Query.GetOrder(Samples.orderId("a"), Samples.CUSTOMER);
    return ((Answer.FoundOrder) Samples.answer(reader, query)).order();
  }

  private ReplicaDatabase open(String name, int recentMax) {
    return ReplicaDatabase.open(directory.resolve(name), Samples.NAME, ME::incarnation, recentMax);
  }

  private static void commit(ReplicaDatabase database, long forced) {
    save(database, forced);
    database.commit();
  }

  private static void save(ReplicaDatabase database, long forced) {
    VectorTimestamp value = VectorTimestamp.ZERO.withForced(forced);
    database.save(
        List.of(),
        new Timestamps(value, VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0, 1, forced));
  }

  private long rowsOfLog(String name) {
    try (SqliteConnection connection =
        SqliteConnection.openReader(directory.resolve(name).resolve("replica.db"))) {
      return connection.number("SELECT count(*) FROM log");
    }
  }
}
