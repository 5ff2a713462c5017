package grapevine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.database.GeneratedRecords.Side;
import grapevine.protocol.LogRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R10, R20, R23 and invariant 22, for every pair of operations that there is: a replica manager
 * that executed them in one order, and one that executed them in the other, are the same to
 * everybody. Forced ones have one order; a causal one may come before, between or after them.
 */
class ConcurrentOperationsTest {
  private static final int ROUNDS = 6;
  private static final int BEFORE = 8;
  private static final int MANY = 14;
  private static final int INTERLEAVINGS = 200;
  private static final int FEW_ROUNDS = 20;

  @TempDir static Path directory;
  private static SqliteConnection connection;
  private static OperationTable empty;

  @BeforeAll
  static void makeTables() {
    connection = SqliteConnection.openWriter(directory.resolve("empty.db"));
    Schema.create(connection);
    connection.commit();
    empty = new OperationTable(connection, new MemberDictionary(connection));
  }

  @AfterAll
  static void close() {
    connection.close();
  }

  @Test
  void every_operation_has_a_generator() {
    assertThat(OperationKinds.all())
        .as("a generator in OperationKinds for each operation, and a query in Looks that shows it")
        .containsExactlyInAnyOrderElementsOf(OperationKinds.permitted(Operation.class));
  }

  @Test
  void every_query_that_shows_operations_is_asked() {
    List<String> asked =
        Looks.all().stream().map(query -> query.getClass().getName()).distinct().toList();
    List<String> all = OperationKinds.permitted(Query.class).stream().map(Class::getName).toList();
    assertThat(asked).containsExactlyInAnyOrderElementsOf(all);
  }

  /** Else the property would hold of an operation because nobody looks at what it does. */
  @Test
  void what_each_operation_does_is_seen() {
    TreeSet<String> unseen = new TreeSet<>();
    for (Side side : Side.all()) {
      if (side.isUsual() && !isSeen(side)) {
        unseen.add(side.toString());
      }
    }
    assertThat(unseen).isEmpty();
  }

  private static boolean isSeen(Side side) {
    for (long seed = 0; seed < 200; seed++) {
      GeneratedRecords records = new GeneratedRecords(new SplittableRandom(seed));
      OneReplica replica = new OneReplica(empty);
      records.some(BEFORE).forEach(replica::execute);
      List<String> before = replica.state().answers();
      replica.execute(records.next(side));
      if (!replica.state().answers().equals(before)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void every_pair_of_operations_commutes() {
    requirePairs(OneReplica::new, ROUNDS);
  }

  @Test
  void a_value_in_which_the_first_of_a_call_id_stays_is_found_out() {
    assertThatThrownBy(() -> requirePairs(OneReplica.FirstStays::new, FEW_ROUNDS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  @Test
  void a_value_that_lists_what_came_last_first_is_found_out() {
    assertThatThrownBy(() -> requirePairs(OneReplica.ListsAsTheyCame::new, FEW_ROUNDS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  @Test
  void any_order_of_many_operations_with_some_of_them_again_gives_the_same_state() {
    for (long seed = 1; seed <= INTERLEAVINGS; seed++) {
      GeneratedRecords records = new GeneratedRecords(new SplittableRandom(seed));
      List<LogRecord> all = records.some(MANY);
      OneReplica.State expected = executed(OneReplica::new, List.of(), all);
      List<LogRecord> other = records.reordered(all);
      assertThat(executed(OneReplica::new, List.of(), other))
          .as("seed %d: %s", seed, other)
          .isEqualTo(expected);
    }
  }

  private static void requirePairs(Function<OperationTable, OneReplica> newReplica, int rounds) {
    TreeSet<String> pairs = new TreeSet<>();
    long seed = 0;
    for (int round = 1; round <= rounds; round++) {
      for (Side first : Side.all()) {
        for (Side second : Side.all()) {
          // What comes as it never should is of no meaning: once is enough.
          if (round == 1 || (first.isUsual() && second.isUsual())) {
            pairs.add(first + " " + second);
            requirePair(newReplica, ++seed, first, second);
          }
        }
      }
    }
    int sides = 2 * OperationKinds.all().size();
    assertThat(pairs).hasSize(sides * sides);
  }

  private static void requirePair(
      Function<OperationTable, OneReplica> newReplica, long seed, Side first, Side second) {
    SplittableRandom random = new SplittableRandom(seed);
    GeneratedRecords records = new GeneratedRecords(random);
    List<LogRecord> before = records.some(BEFORE);
    LogRecord one = records.next(first);
    // Of a third of the pairs both are the same call.
    LogRecord other =
        random.nextInt(3) == 0 ? records.next(second, one.callId()) : records.next(second);
    List<List<LogRecord>> orders = new ArrayList<>();
    if (first.isForced() && second.isForced()) {
      LogRecord causal = records.next(new Side(Operation.PlaceOrder.class, false), one.callId());
      orders.add(List.of(causal, one, other));
      orders.add(List.of(one, causal, other, one));
      orders.add(List.of(one, other, causal));
    } else {
      orders.add(List.of(one, other));
      orders.add(List.of(other, one));
    }
    OneReplica.State expected = executed(newReplica, before, orders.remove(0));
    for (List<LogRecord> order : orders) {
      assertThat(executed(newReplica, before, order))
          .as(() -> "seed " + seed + ", after " + before + ": " + order + ", or as generated")
          .isEqualTo(expected);
    }
  }

  private static OneReplica.State executed(
      Function<OperationTable, OneReplica> newReplica,
      List<LogRecord> before,
      List<LogRecord> then) {
    OneReplica replica = newReplica.apply(empty);
    before.forEach(replica::execute);
    then.forEach(replica::execute);
    return replica.state();
  }

  /** The same in files: some written, some executed again from the log, some on a copy only. */
  @Test
  void restarts_and_snapshots_change_nothing() {
    for (long seed = 1; seed <= FEW_ROUNDS; seed++) {
      GeneratedRecords records = new GeneratedRecords(new SplittableRandom(seed));
      List<LogRecord> all = records.some(MANY);
      DurableReplica replica = new DurableReplica(directory.resolve("seed" + seed));
      OneReplica.State durable = replica.executed(records.reordered(all));
      assertThat(durable)
          .as("seed %d: %s", seed, all)
          .isEqualTo(executed(OneReplica::new, List.of(), all));
    }
  }
}
