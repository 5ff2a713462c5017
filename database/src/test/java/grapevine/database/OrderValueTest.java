package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Query;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R9, R10 and invariant 22: the state does not know in which order its records were executed. */
class OrderValueTest {
  private static final int PERMUTATIONS = 60;

  @TempDir Path directory;

  /**
   * Orders, commands, variants of both under one call id, variants that change the kind, and bytes
   * of no meaning.
   */
  private static List<LogRecord> records() {
    return List.of(
        record(ME, 1, "a", 5, Samples.place("a", 1_000, 900)),
        record(OTHER, 1, "a", 5, Samples.place("a", 1_001, 900)),
        record(ME, 2, "a", 4, Samples.place("a", 1_002, 950)),
        record(OTHER, 2, "b", 6, Samples.place("b", 2_000, 700)),
        record(ME, 3, "b", 6, Samples.place("b", 2_000, 700)),
        record(
            ME,
            4,
            "cancel-a",
            7,
            Samples.command("a", Actor.CUSTOMER, OrderCommandKind.CANCEL, 3_000)),
        record(
            OTHER,
            3,
            "cancel-a",
            8,
            Samples.command("a", Actor.CUSTOMER, OrderCommandKind.CANCEL, 3_001)),
        record(
            OTHER,
            4,
            "accept-a",
            7,
            Samples.command("a", Actor.RESTAURANT, OrderCommandKind.ACCEPT, 2_900)),
        record(ME, 5, "kind", 9, Samples.place("kind", 4_000, 100)),
        record(
            OTHER,
            5,
            "kind",
            8,
            Samples.command("b", Actor.RESTAURANT, OrderCommandKind.ACCEPT, 4_000)),
        record(ME, 6, "kind", 7, Payload.of("not JSON")),
        record(OTHER, 6, "late", 2, Payload.of("{\"op\":\"of a later version\"}")),
        record(ME, 7, "late", 3, Samples.place("late", 5_000, 100)));
  }

  @Test
  void every_order_of_execution_gives_the_same_state() {
    List<LogRecord> records = new ArrayList<>(records());
    TreeSet<Long> digests = new TreeSet<>();
    TreeSet<String> orders = new TreeSet<>();
    for (int seed = 0; seed < PERMUTATIONS; seed++) {
      Collections.shuffle(records, new Random(seed));
      try (ReplicaDatabase database = Samples.open(directory.resolve("seed" + seed))) {
        records.forEach(record -> Samples.execute(database, record));
        database.commit();
        digests.add(database.value().digest());
        try (QueryReader reader = database.newReader()) {
          orders.add(
              Samples.answer(reader, new Query.ListOrders(Samples.CUSTOMER, 100, null)).toString());
        }
      }
    }
    assertThat(digests).hasSize(1);
    assertThat(orders).hasSize(1);
  }

  @Test
  void states_with_other_facts_have_other_digests() {
    TreeSet<Long> digests = new TreeSet<>();
    List<LogRecord> records = records();
    for (int left = 0; left < 3; left++) {
      try (ReplicaDatabase database = Samples.open(directory.resolve("left" + left))) {
        // Each of the first three records alone: three variants of one order.
        Samples.execute(database, records.get(left));
        digests.add(database.value().digest());
      }
    }
    assertThat(digests).hasSize(3).doesNotContain(0L);
  }

  /** Where a row was executed is this replica's own affair. */
  @Test
  void the_digest_does_not_depend_on_the_dot() {
    TreeSet<Long> digests = new TreeSet<>();
    for (LogRecord record :
        List.of(
            record(ME, 1, "a", 5, Samples.place("a", 1_000, 900)),
            record(OTHER, 7, "a", 5, Samples.place("a", 1_000, 900)))) {
      try (ReplicaDatabase database = Samples.open(directory.resolve(record.origin().name()))) {
        Samples.execute(database, record);
        digests.add(database.value().digest());
      }
    }
    assertThat(digests).hasSize(1);
  }

  @Test
  void of_two_variants_the_smaller_lamport_is_kept_and_events_are_joined_by_rank() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      records().forEach(record -> Samples.execute(database, record));
      database.commit();
      try (QueryReader reader = database.newReader()) {
        Answer.FoundOrder found =
            (Answer.FoundOrder)
                Samples.answer(reader, new Query.GetOrder(Samples.orderId("a"), Samples.CUSTOMER));
        assertThat(found.order().totalPence()).isEqualTo(950);
        assertThat(found.exactStatus()).isEqualTo(OrderStatus.CANCELLED_BY_CUSTOMER);
        assertThat(found.order().status()).isEqualTo("CANCELLED");
        assertThat(found.order().events())
            .extracting(event -> event.status() + " by " + event.by())
            .containsExactly(
                "PLACED by customer", "ACCEPTED by restaurant", "CANCELLED by customer");
      }
    }
  }

  /** R6b: a replica that stopped at bytes it cannot read would be followed by all the others. */
  @Test
  void an_operation_of_no_meaning_is_kept_counted_and_harmless() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      for (String bytes :
          List.of(
              "",
              "null",
              "[]",
              "{\"op\":\"place-order\"}",
              "\u0000",
              "{\"op\":\"order-command\"}")) {
        long before = database.value().digest();
        Samples.execute(
            database, record(ME, 1 + bytes.length(), "k" + bytes, 1, Payload.of(bytes)));
        assertThat(database.value().digest()).isNotEqualTo(before);
      }
      database.save(
          List.of(),
          Samples.timestamps(VectorTimestamp.ZERO.with(ME, 99), VectorTimestamp.ZERO, 99, 1));
      database.commit();
      try (QueryReader reader = database.newReader()) {
        Answer.FoundOrders orders =
            (Answer.FoundOrders)
                Samples.answer(reader, new Query.ListOrders(Samples.CUSTOMER, 10, null));
        assertThat(orders.page().items()).isEmpty();
      }
    }
  }

  /**
   * An order under an id that is not its call id's could be filled by two updates: no join would be
   * right.
   */
  @Test
  void an_order_under_the_id_of_another_call_has_no_effect() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      Samples.execute(database, record(ME, 1, "b", 1, Samples.place("a", 1_000, 900)));
      database.commit();
      try (QueryReader reader = database.newReader()) {
        assertThat(
                Samples.answer(reader, new Query.GetOrder(Samples.orderId("a"), Samples.CUSTOMER)))
            .isInstanceOf(Answer.NotFound.class);
      }
    }
  }
}
