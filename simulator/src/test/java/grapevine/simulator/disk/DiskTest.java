package grapevine.simulator.disk;

import static grapevine.simulator.disk.Samples.CUSTOMER;
import static grapevine.simulator.disk.Samples.ME;
import static grapevine.simulator.disk.Samples.OTHER;
import static grapevine.simulator.disk.Samples.append;
import static grapevine.simulator.disk.Samples.command;
import static grapevine.simulator.disk.Samples.founders;
import static grapevine.simulator.disk.Samples.getOrder;
import static grapevine.simulator.disk.Samples.place;
import static grapevine.simulator.disk.Samples.record;
import static grapevine.simulator.disk.Samples.valueAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.Actor;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Query;
import grapevine.database.QueryResult;
import grapevine.protocol.DurableState;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a core may rely on, of either kind of disk. */
class DiskTest {
  @TempDir Path parent;

  @ParameterizedTest
  @EnumSource
  void a_new_disk_is_empty_and_has_the_identity_it_was_made_with(Kind kind) {
    try (Disk disk = kind.newDisk(parent);
        OpenDisk process = disk.open()) {
      assertThat(process.recovered()).isEqualTo(DurableState.empty(ME));
      assertThat(process.value().digest()).isZero();
      assertThat(process.journal().hasWork()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_commit_keeps_log_members_timestamps_executed_operations_and_digest(Kind kind) {
    LogRecord mine = record(ME, 1, "a", 5, place("a", 900));
    LogRecord theirs = record(OTHER, 1, "b", 6, place("b", 700));
    Timestamps timestamps =
        new Timestamps(
            VectorTimestamp.of(mine.dot()).with(OTHER, 1),
            VectorTimestamp.ZERO,
            VectorTimestamp.of(theirs.dot()),
            1,
            1,
            6);
    List<Member> members = founders(OTHER, new MemberId("rm3", 33));
    try (Disk disk = kind.newDisk(parent)) {
      long digest;
      try (OpenDisk process = disk.open()) {
        append(process, theirs);
        append(process, mine);
        process.journal().save(members, timestamps);
        assertThat(process.journal().hasWork()).isTrue();
        process.journal().commit();
        assertThat(process.journal().hasWork()).isFalse();
        digest = process.value().digest();
      }
      try (OpenDisk process = disk.open()) {
        assertThat(process.recovered())
            .isEqualTo(new DurableState(ME, members, timestamps, List.of(mine, theirs)));
        assertThat(process.executedOperations().find(mine.callId()).orElseThrow().dot())
            .isEqualTo(mine.dot());
        assertThat(process.value().digest()).isEqualTo(digest).isNotZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crash_loses_the_open_transaction_and_only_that(Kind kind) {
    LogRecord kept = record(ME, 1, "a", 1, place("a", 900));
    LogRecord variant = record(OTHER, 1, "a", 0, place("a", 800));
    LogRecord lost = record(ME, 2, "b", 2, place("b", 700));
    Timestamps timestamps = valueAt(VectorTimestamp.of(kept.dot()), 1);
    try (Disk disk = kind.newDisk(parent)) {
      String before;
      long digest;
      try (OpenDisk process = disk.open()) {
        append(process, kept);
        process.journal().save(founders(OTHER), timestamps);
        process.journal().commit();
        digest = process.value().digest();
        before = getOrder(process, "a");
        append(process, variant);
        append(process, lost);
        process.journal().discard(VectorTimestamp.of(kept.dot()));
        process.journal().save(List.of(), valueAt(VectorTimestamp.of(lost.dot()), 2));
        assertThat(process.value().digest()).isNotEqualTo(digest);
        assertThat(process.executedOperations().find(lost.callId())).isPresent();
      }
      try (OpenDisk process = disk.open()) {
        assertThat(process.recovered())
            .isEqualTo(new DurableState(ME, founders(OTHER), timestamps, List.of(kept)));
        assertThat(process.executedOperations().find(kept.callId())).isPresent();
        assertThat(process.executedOperations().find(lost.callId())).isEmpty();
        assertThat(process.value().digest()).isEqualTo(digest);
        assertThat(getOrder(process, "a")).isEqualTo(before).contains("\"totalPence\":900");
        assertThat(getOrder(process, "b")).contains("ORDER_UNKNOWN");
        assertThat(process.journal().hasWork()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_discarded_is_gone_up_to_the_floor_and_no_further(Kind kind) {
    VectorTimestamp floor = VectorTimestamp.ZERO.with(ME, 2);
    try (Disk disk = kind.newDisk(parent)) {
      try (OpenDisk process = disk.open()) {
        for (long n = 1; n <= 3; n++) {
          append(process, record(ME, n, "mine" + n, n, place("mine" + n, n)));
          append(process, record(OTHER, n, "theirs" + n, n, place("theirs" + n, n)));
        }
        process.journal().discard(floor);
        Timestamps zero = Timestamps.ZERO;
        process
            .journal()
            .save(List.of(), new Timestamps(zero.value(), floor, zero.settled(), 0, 0, 0));
        process.journal().commit();
      }
      try (OpenDisk process = disk.open()) {
        assertThat(process.recovered().log())
            .extracting(record -> record.dot().toString())
            .containsExactly("(rm1.b,3)", "(rm2.16,1)", "(rm2.16,2)", "(rm2.16,3)");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void answers_come_from_committed_state_with_the_timestamps_of_just_that(Kind kind) {
    try (Disk disk = kind.newDisk(parent);
        OpenDisk process = disk.open()) {
      LogRecord record = record(ME, 1, "a", 7, place("a", 900));
      Payload query = Samples.query(new Query.GetOrder(Samples.orderId("a"), CUSTOMER));
      append(process, record);
      process.journal().save(List.of(), valueAt(VectorTimestamp.of(record.dot()), 7));
      QueryResult before = process.answer(query);
      assertThat(before.answer().toString()).contains("ORDER_UNKNOWN");
      assertThat(before.valueTimestamp()).isEqualTo(VectorTimestamp.ZERO);
      assertThat(before.lamport()).isZero();
      assertThat(before.durability()).isEqualTo(2);
      process.journal().commit();
      QueryResult after = process.answer(query);
      assertThat(after.answer().toString()).contains(Samples.orderId("a"));
      assertThat(after.valueTimestamp()).isEqualTo(VectorTimestamp.of(record.dot()));
      assertThat(after.lamport()).isEqualTo(7);
      assertThat(after.durability()).isEqualTo(1);
    }
  }

  /** R9, R10: also when a variant changes the kind, or has no meaning at all. */
  @ParameterizedTest
  @EnumSource
  void of_two_variants_the_smaller_is_kept_whichever_came_first(Kind kind) {
    Payload accept = command("b", Actor.RESTAURANT, OrderCommandKind.ACCEPT, 3_000);
    List<LogRecord> records =
        List.of(
            record(ME, 1, "a", 5, place("a", 900)),
            record(OTHER, 1, "a", 4, place("a", 800)),
            record(ME, 2, "b", 5, place("b", 300)),
            record(OTHER, 2, "b", 5, place("b", 200)),
            record(ME, 3, "c", 8, accept),
            record(OTHER, 3, "c", 9, Payload.of("no operation")),
            record(ME, 4, "d", 2, Payload.of("{\"op\":\"of a later version\"}")),
            record(OTHER, 4, "d", 3, place("d", 100)));
    List<LogRecord> reversed = new ArrayList<>(records);
    Collections.reverse(reversed);
    State first = stateAfter(kind, records);
    assertThat(first).isEqualTo(stateAfter(kind, reversed));
    assertThat(first.orders.get(0)).contains("\"totalPence\":800");
    assertThat(first.orders.get(1)).contains("ACCEPTED");
    assertThat(first.orders.get(2)).contains("ORDER_UNKNOWN");
  }

  @ParameterizedTest
  @EnumSource
  void only_one_process_has_the_disk_open(Kind kind) {
    try (Disk disk = kind.newDisk(parent)) {
      try (OpenDisk process = disk.open()) {
        assertThat(process.recovered().log()).isEmpty();
        assertThatThrownBy(disk::open).isInstanceOf(RuntimeException.class);
      }
      disk.open().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_process_that_has_closed_the_disk_changes_and_shows_nothing(Kind kind) {
    try (Disk disk = kind.newDisk(parent)) {
      OpenDisk gone = disk.open();
      append(gone, record(ME, 1, "a", 1, place("a", 900)));
      gone.close();
      assertThatThrownBy(() -> gone.journal().commit()).isInstanceOf(RuntimeException.class);
      assertThatThrownBy(() -> getOrder(gone, "a")).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void the_real_disk_leaves_nothing_behind() {
    try (Disk disk = Kind.SQLITE.newDisk(parent)) {
      disk.open().close();
      assertThat(parent).isNotEmptyDirectory();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void a_list_longer_than_its_limit_is_refused_by_the_memory_disk() {
    try (Disk disk = Kind.MEMORY.newDisk(parent);
        OpenDisk process = disk.open()) {
      append(process, record(ME, 1, "a", 1, place("a", 900)));
      append(process, record(ME, 2, "b", 2, place("b", 900)));
      process.journal().commit();
      Payload query = Samples.query(new Query.ListOrders(CUSTOMER, 1, null));
      assertThatThrownBy(() -> process.answer(query))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("limit of 1");
    }
  }

  private record State(long digest, List<String> orders) {}

  private State stateAfter(Kind kind, List<LogRecord> records) {
    try (Disk disk = kind.newDisk(parent);
        OpenDisk process = disk.open()) {
      records.forEach(record -> Samples.execute(process, record));
      process.journal().commit();
      List<String> orders = new ArrayList<>();
      for (String key : List.of("a", "b", "d")) {
        orders.add(getOrder(process, key));
      }
      return new State(process.value().digest(), orders);
    }
  }
}
