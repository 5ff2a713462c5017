package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.DiskFullException;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R8 on a full disk: what finds no room is not lost, not said, and committed later. */
class DiskFullTest {
  private static final int RECENT_MAX = 8;
  private static final int COMMITS = 40;
  private static final long PAGES_MANY = 1 << 20;

  @TempDir Path directory;
  private int fullCount;

  @Test
  void a_commit_that_finds_no_room_changes_nothing_and_succeeds_later() {
    DurableState smooth = run("smooth", database -> {});
    DurableState hindered = run("hindered", this::findNoRoom);
    assertThat(hindered).isEqualTo(smooth);
    assertThat(fullCount).isGreaterThan(COMMITS / 2);
  }

  /** SQLite has then not rolled back anything itself. */
  @Test
  void the_same_holds_when_only_the_end_of_the_transaction_finds_no_room() {
    DurableState smooth = run("smooth", database -> {});
    DurableState hindered = run("hindered", DiskFullTest::findNoRoomAtTheEnd);
    assertThat(hindered).isEqualTo(smooth);
  }

  @Test
  void what_found_no_room_is_gone_after_a_crash() {
    LogRecord kept = big(ME, 1);
    try (ReplicaDatabase database = open("d")) {
      commit(database, List.of(kept), 0);
      database.limitPages(1);
      assertThatThrownBy(() -> commit(database, List.of(big(ME, 2)), 0))
          .isInstanceOf(DiskFullException.class);
    }
    try (ReplicaDatabase database = open("d")) {
      assertThat(database.recover().log()).containsExactly(kept);
      assertThat(database.executedOperations().find(big(ME, 2).callId())).isEmpty();
    }
  }

  @Test
  void readers_are_shown_what_was_committed_while_the_disk_is_full() {
    try (ReplicaDatabase database = open("d")) {
      commit(database, List.of(big(ME, 1)), 0);
      VectorTimestamp before = database.committedValue();
      database.limitPages(1);
      assertThatThrownBy(() -> commit(database, List.of(big(ME, 2)), 0))
          .isInstanceOf(DiskFullException.class);
      try (QueryReader reader = database.newReader()) {
        assertThat(reader.answer(Payload.of("{}")).valueTimestamp())
            .isEqualTo(before)
            .isEqualTo(database.committedValue());
      }
    }
  }

  /** Where the log was cut there may be room all the same. */
  private void findNoRoom(ReplicaDatabase database) {
    database.limitPages(1);
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        database.commit();
      } catch (DiskFullException e) {
        assertThat(database.hasWork()).isTrue();
        fullCount++;
      }
    }
    database.limitPages(PAGES_MANY);
  }

  private static void findNoRoomAtTheEnd(ReplicaDatabase database) {
    database.pretendFull(true);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(database::commit).isInstanceOf(DiskFullException.class);
    }
    database.pretendFull(false);
  }

  /** Each update comes twice, the log is cut behind, tables are written; then a restart. */
  private DurableState run(String name, Consumer<ReplicaDatabase> beforeCommit) {
    long digest;
    try (ReplicaDatabase database = open(name)) {
      for (long n = 1; n <= COMMITS; n++) {
        prepare(database, List.of(big(ME, n), sameFrom(OTHER, n)), Math.max(0, n - 6));
        beforeCommit.accept(database);
        database.commit();
        assertThat(database.hasWork()).isFalse();
      }
      digest = database.value().digest();
    }
    try (ReplicaDatabase database = open(name)) {
      assertThat(database.value().digest()).isEqualTo(digest);
      for (long n = 1; n <= COMMITS; n++) {
        assertThat(database.executedOperations().find(big(ME, n).callId())).isPresent();
      }
      return database.recover();
    }
  }

  private static void commit(ReplicaDatabase database, List<LogRecord> records, long floor) {
    prepare(database, records, floor);
    database.commit();
  }

  private static void prepare(ReplicaDatabase database, List<LogRecord> records, long floor) {
    long n = records.get(0).dot().n();
    VectorTimestamp executed = VectorTimestamp.ZERO;
    VectorTimestamp discarded = VectorTimestamp.ZERO;
    for (LogRecord record : records) {
      database.append(record);
      Samples.execute(database, record);
      executed = executed.with(record.origin(), n);
      discarded = floor > 0 ? discarded.with(record.origin(), floor) : discarded;
    }
    database.discard(discarded);
    List<Member> members = n % 3 == 0 ? Samples.members(OTHER) : List.of();
    database.save(members, new Timestamps(executed, discarded, VectorTimestamp.ZERO, n, n, n));
  }

  private ReplicaDatabase open(String name) {
    return ReplicaDatabase.open(directory.resolve(name), Samples.NAME, ME::incarnation, RECENT_MAX);
  }

  /** Larger than a page, so that it needs new ones. */
  private static LogRecord big(MemberId origin, long n) {
    String key = "order" + n;
    String order = new String(Samples.place(key, n, n).bytes(), StandardCharsets.UTF_8);
    return record(origin, n, key, n, Payload.of(order + " ".repeat(10_000)));
  }

  private static LogRecord sameFrom(MemberId origin, long n) {
    return new LogRecord(new Dot(origin, n), big(ME, n).update());
  }
}
