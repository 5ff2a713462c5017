package grapevine.simulator.disk;

import static grapevine.simulator.disk.Samples.CUSTOMER;
import static grapevine.simulator.disk.Samples.ME;
import static grapevine.simulator.disk.Samples.OTHER;
import static grapevine.simulator.disk.Samples.founders;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.OrderMove;
import grapevine.common.ordering.Query;
import grapevine.database.QueryResult;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import grapevine.simulator.disk.Samples.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One random life, led on both disks: what holds of the one in memory holds of the real one. */
class DiskAgreementTest {
  private static final int STEPS = 400;
  private static final int KEYS = 40;
  private static final int ORDERS_MOVED = 4;
  private static final int ORDERS_READ = 10;
  private static final List<String> CUSTOMERS = List.of(CUSTOMER, "g-bob");
  private static final List<OrderMove> MOVES = List.of(OrderMove.values());
  private static final List<MemberId> ORIGINS = List.of(ME, OTHER, new MemberId("rm3", 33));

  @TempDir Path parent;
  private Random random;
  private OpenDisk memory;
  private OpenDisk sqlite;
  private Mind mind = Mind.EMPTY;
  private Mind saved = Mind.EMPTY;
  // Equal on one disk exactly when equal on the other.
  private final TreeMap<Long, Long> sqliteDigests = new TreeMap<>();
  private final TreeMap<Long, Long> memoryDigests = new TreeMap<>();

  /**
   * What the core of this life would have in mind; {@code saved} is what it finds after a crash.
   */
  private record Mind(Timestamps timestamps, List<Member> members, List<LogRecord> executed) {
    static final Mind EMPTY = new Mind(Timestamps.ZERO, List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void both_disks_tell_the_same_story(long seed) {
    random = new Random(seed);
    try (Disk inMemory = Kind.MEMORY.newDisk(parent);
        Disk real = Kind.SQLITE.newDisk(parent)) {
      memory = inMemory.open();
      sqlite = real.open();
      for (int step = 0; step < STEPS; step++) {
        act(inMemory, real);
        assertSameDigests();
      }
      crash(inMemory, real);
      memory.close();
      sqlite.close();
    }
    assertThat(saved.executed).hasSizeGreaterThan(STEPS / 4);
    assertThat(memoryDigests).hasSizeGreaterThan(KEYS);
    assertAnyOrderHasTheDigestOf(saved.executed);
  }

  private void act(Disk inMemory, Disk real) {
    int what = random.nextInt(100);
    if (what < 60) {
      record();
    } else if (what < 70) {
      report();
    } else if (what < 76) {
      discard();
    } else if (what < 94) {
      commit();
    } else {
      crash(inMemory, real);
    }
  }

  private void record() {
    MemberId origin = ORIGINS.get(random.nextInt(ORIGINS.size()));
    long n = mind.timestamps.value().get(origin) + 1;
    String key = randomKey();
    // Few values: variants of one call id meet with equal lamports as well.
    long lamport = random.nextLong(1, 5);
    LogRecord record = Samples.record(origin, n, key, lamport, operation(key));
    Samples.append(memory, record);
    Samples.append(sqlite, record);
    List<LogRecord> executed = new ArrayList<>(mind.executed);
    executed.add(record);
    Timestamps now = mind.timestamps;
    save(
        new Timestamps(
            now.value().with(origin, n),
            now.floor(),
            now.settled(),
            now.released(),
            now.confirmed(),
            Math.max(lamport, now.lamport())),
        mind.members,
        executed);
  }

  private Payload operation(String key) {
    int what = random.nextInt(20);
    long atMillis = random.nextLong(1_000, 1_005);
    String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    if (what < 9) {
      return Samples.place(key, customer, atMillis, random.nextLong(500, 503));
    }
    if (what < 16) {
      OrderMove move = MOVES.get(random.nextInt(MOVES.size()));
      String order = "k" + random.nextInt(ORDERS_MOVED);
      return Samples.command(order, move.actor(), move.command(), atMillis);
    }
    if (what == 16) {
      return Samples.place("the order of another call", customer, atMillis, 1);
    }
    if (what == 17) {
      return Samples.place(key, null, atMillis, 1);
    }
    String by = Actor.COURIER.name();
    return Payload.of(
        what == 18
            ? "no operation"
            : "{\"op\":\"order-command\",\"by\":\"" + by + "\",\"kind\":\"DELIVER\"}");
  }

  /** Others have reported what they hold: the core saves what it makes of that. */
  private void report() {
    Timestamps now = mind.timestamps;
    long mine = now.value().get(ME);
    long confirmed = random.nextLong(now.confirmed(), mine + 1);
    List<Member> members =
        founders(ORIGINS.subList(1, 1 + random.nextInt(ORIGINS.size())).toArray(MemberId[]::new));
    save(
        new Timestamps(
            now.value(),
            now.floor(),
            someOf(now.settled(), now.value()),
            confirmed,
            confirmed,
            now.lamport()),
        members,
        mind.executed);
  }

  private void discard() {
    Timestamps now = mind.timestamps;
    VectorTimestamp floor = someOf(now.floor(), now.settled());
    if (floor.equals(now.floor())) {
      return;
    }
    memory.journal().discard(floor);
    sqlite.journal().discard(floor);
    save(
        new Timestamps(
            now.value(), floor, now.settled(), now.released(), now.confirmed(), now.lamport()),
        mind.members,
        mind.executed);
  }

  private void commit() {
    assertSameAnswers();
    memory.journal().commit();
    sqlite.journal().commit();
    saved = mind;
    assertThat(memory.journal().hasWork()).isEqualTo(sqlite.journal().hasWork()).isFalse();
    assertSameAnswers();
    assertSameExecutions();
  }

  private void crash(Disk inMemory, Disk real) {
    memory.close();
    sqlite.close();
    memory = inMemory.open();
    sqlite = real.open();
    mind = saved;
    assertThat(memory.recovered()).isEqualTo(sqlite.recovered());
    assertThat(memory.recovered().replica()).isEqualTo(saved.timestamps);
    assertSameAnswers();
    assertSameExecutions();
  }

  private void save(Timestamps timestamps, List<Member> members, List<LogRecord> executed) {
    mind = new Mind(timestamps, members, executed);
    memory.journal().save(members, timestamps);
    sqlite.journal().save(members, timestamps);
    assertThat(memory.journal().hasWork()).isEqualTo(sqlite.journal().hasWork());
  }

  private VectorTimestamp someOf(VectorTimestamp from, VectorTimestamp to) {
    VectorTimestamp some = from;
    for (MemberId origin : ORIGINS) {
      some = some.with(origin, random.nextLong(from.get(origin), to.get(origin) + 1));
    }
    return some;
  }

  private String randomKey() {
    return "k" + random.nextInt(KEYS);
  }

  private void assertSameAnswers() {
    for (String customer : CUSTOMERS) {
      assertSameAnswer(new Query.ListOrders(customer, Query.MAX_LIMIT, null));
      for (int read = 0; read < ORDERS_READ; read++) {
        // Half of them of those that were moved, as an order's list hides its exact status.
        String key = "k" + random.nextInt(read % 2 == 0 ? ORDERS_MOVED : KEYS);
        assertSameAnswer(new Query.GetOrder(Samples.orderId(key), customer));
      }
    }
  }

  private void assertSameAnswer(Query query) {
    QueryResult expected = sqlite.answer(Samples.query(query));
    assertThat(memory.answer(Samples.query(query))).as("%s", query).isEqualTo(expected);
  }

  private void assertSameExecutions() {
    for (int key = 0; key < KEYS; key++) {
      assertThat(memory.executedOperations().find(Samples.callId("k" + key)))
          .isEqualTo(sqlite.executedOperations().find(Samples.callId("k" + key)));
    }
  }

  private void assertSameDigests() {
    long inMemory = memory.value().digest();
    long real = sqlite.value().digest();
    Long realBefore = sqliteDigests.putIfAbsent(inMemory, real);
    Long inMemoryBefore = memoryDigests.putIfAbsent(real, inMemory);
    assertThat(realBefore).isIn(null, real);
    assertThat(inMemoryBefore).isIn(null, inMemory);
  }

  private void assertAnyOrderHasTheDigestOf(List<LogRecord> executed) {
    List<LogRecord> shuffled = new ArrayList<>(executed);
    Collections.shuffle(shuffled, random);
    for (Kind kind : Kind.values()) {
      assertThat(digestAfter(kind, shuffled)).isEqualTo(digestAfter(kind, executed)).isNotZero();
    }
  }

  private long digestAfter(Kind kind, List<LogRecord> records) {
    try (Disk disk = kind.newDisk(parent);
        OpenDisk process = disk.open()) {
      records.forEach(record -> Samples.execute(process, record));
      return process.value().digest();
    }
  }
}
