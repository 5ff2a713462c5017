package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart finds: R8 (nothing before the sync), R16 (identity), and what is refused. */
class ReplicaDatabaseTest {
  @TempDir Path directory;

  @Test
  void a_new_database_creates_its_identity_once() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover()).isEqualTo(DurableState.empty(ME));
      assertThat(database.hasWork()).isFalse();
    }
    try (ReplicaDatabase database = ReplicaDatabase.open(directory, Samples.NAME, () -> 99)) {
      assertThat(database.recover().me()).isEqualTo(ME);
    }
  }

  @Test
  void everything_of_a_committed_batch_is_there_after_a_restart() {
    LogRecord mine = record(ME, 1, "a", 5, Samples.place("a", 1_000, 900));
    LogRecord theirs = record(OTHER, 1, "b", 6, Samples.place("b", 2_000, 800));
    Timestamps timestamps =
        new Timestamps(
            VectorTimestamp.of(mine.dot()).merge(VectorTimestamp.of(theirs.dot())),
            VectorTimestamp.ZERO,
            VectorTimestamp.of(theirs.dot()),
            1,
            1,
            6);
    long digest;
    try (ReplicaDatabase database = Samples.open(directory)) {
      List.of(mine, theirs).forEach(record -> appendAndExecute(database, record));
      database.save(Samples.members(OTHER), timestamps);
      assertThat(database.hasWork()).isTrue();
      database.commit();
      assertThat(database.hasWork()).isFalse();
      digest = database.value().digest();
    }
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover())
          .isEqualTo(
              new DurableState(ME, Samples.members(OTHER), timestamps, List.of(mine, theirs)));
      assertThat(database.value().digest()).isEqualTo(digest).isNotZero();
      assertThat(database.executedOperations().find(mine.callId()).orElseThrow().dot())
          .isEqualTo(mine.dot());
    }
  }

  @Test
  void closing_without_commit_loses_exactly_the_open_transaction() {
    LogRecord kept = record(ME, 1, "a", 1, Samples.place("a", 1_000, 900));
    LogRecord lost = record(ME, 2, "b", 2, Samples.place("b", 2_000, 800));
    Timestamps timestamps =
        Samples.timestamps(VectorTimestamp.of(kept.dot()), VectorTimestamp.ZERO, 1, 1);
    try (ReplicaDatabase database = Samples.open(directory)) {
      appendAndExecute(database, kept);
      database.save(List.of(), timestamps);
      database.commit();
      appendAndExecute(database, lost);
      database.save(
          Samples.members(new MemberId("rm3", 3)),
          Samples.timestamps(VectorTimestamp.of(lost.dot()), VectorTimestamp.ZERO, 2, 2));
    }
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover())
          .isEqualTo(new DurableState(ME, List.of(), timestamps, List.of(kept)));
      assertThat(database.executedOperations().find(lost.callId())).isEmpty();
    }
  }

  @Test
  void saving_what_is_saved_already_is_no_work() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      database.save(List.of(), Timestamps.ZERO);
      assertThat(database.hasWork()).isFalse();
    }
  }

  /** R14: what is discarded is gone from disk, origin by origin, up to the floor and no further. */
  @Test
  void discarding_removes_the_records_up_to_the_floor() {
    VectorTimestamp floor = VectorTimestamp.ZERO.with(ME, 2);
    try (ReplicaDatabase database = Samples.open(directory)) {
      for (long n = 1; n <= 3; n++) {
        database.append(record(ME, n, "mine" + n, n, Samples.place("mine" + n, n, n)));
        database.append(record(OTHER, n, "theirs" + n, n, Samples.place("theirs" + n, n, n)));
      }
      database.discard(floor);
      database.save(
          List.of(), new Timestamps(VectorTimestamp.ZERO, floor, VectorTimestamp.ZERO, 0, 0, 0));
      database.commit();
    }
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover().log())
          .extracting(record -> record.dot().toString())
          .containsExactly("(rm1.b,3)", "(rm2.16,1)", "(rm2.16,2)", "(rm2.16,3)");
    }
  }

  @Test
  void a_damaged_log_record_stops_the_start_and_is_named() throws SQLException {
    appendTwo();
    change("UPDATE log SET body = substr(body, 1, length(body) - 1) || x'07' WHERE id = 2");
    assertThatThrownBy(() -> Samples.open(directory))
        .isInstanceOfSatisfying(
            DamagedRecordException.class,
            e -> {
              assertThat(e.table()).isEqualTo("log");
              assertThat(e.key()).isEqualTo("2");
            });
    // It lets go of the directory all the same.
    change("DELETE FROM log WHERE id = 2");
    Samples.open(directory).close();
  }

  @Test
  void a_missing_log_record_is_damage_too() throws SQLException {
    appendTwo();
    change("DELETE FROM log WHERE id = 1");
    assertThatThrownBy(() -> Samples.open(directory))
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void a_damaged_identity_member_or_state_stops_the_start() throws SQLException {
    try (ReplicaDatabase database = Samples.open(directory)) {
      database.save(Samples.members(OTHER), Timestamps.ZERO);
      database.commit();
    }
    for (String column :
        List.of(
            "identity.incarnation",
            "member.incarnation",
            "member.cut",
            "state.lamport",
            "state.forced_index",
            "state.digest")) {
      String table = column.substring(0, column.indexOf('.'));
      String name = column.substring(column.indexOf('.') + 1);
      change("UPDATE " + table + " SET " + name + " = " + name + " + 1");
      assertThatThrownBy(() -> Samples.open(directory))
          .isInstanceOf(DamagedRecordException.class)
          .hasMessageContaining("table " + table);
      change("UPDATE " + table + " SET " + name + " = " + name + " - 1");
    }
    Samples.open(directory).close();
  }

  @Test
  void another_schema_is_refused_and_left_alone() throws SQLException {
    Samples.open(directory).close();
    for (int version : new int[] {4, 6}) {
      change("PRAGMA user_version = " + version);
      assertThatThrownBy(() -> Samples.open(directory))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("schema version " + version);
    }
  }

  @Test
  void another_name_another_file_and_no_database_at_all_are_refused() throws Exception {
    Samples.open(directory).close();
    assertThatThrownBy(() -> ReplicaDatabase.open(directory, "rm9", () -> 9))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("belongs to rm1");
    change("PRAGMA application_id = 7");
    assertThatThrownBy(() -> Samples.open(directory))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("not Grapevine's");
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(
        other.resolve("replica.db"), "no database, but long enough to be looked at".repeat(100));
    assertThatThrownBy(() -> Samples.open(other))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("as a database");
  }

  @Test
  void a_second_open_is_refused_until_the_first_is_closed() {
    try (ReplicaDatabase first = Samples.open(directory)) {
      assertThat(first.hasWork()).isFalse();
      assertThatThrownBy(() -> Samples.open(directory))
          .isInstanceOf(DatabaseRefusedException.class)
          .hasMessageContaining("in use");
    }
    Samples.open(directory).close();
  }

  /** R8: after a failure nothing is acknowledged before a restart, whatever still seems to work. */
  @Test
  void after_a_failed_write_every_further_call_fails() throws SQLException {
    LogRecord record = record(ME, 1, "a", 1, Samples.place("a", 1_000, 900));
    try (ReplicaDatabase database = Samples.open(directory)) {
      database.append(record);
      change("ALTER TABLE log RENAME TO gone");
      assertThatThrownBy(database::commit).isInstanceOf(StorageFailedException.class);
      assertThatThrownBy(database::commit)
          .isInstanceOf(StorageFailedException.class)
          .hasMessageContaining("failed before");
      assertThatThrownBy(() -> database.append(record)).isInstanceOf(StorageFailedException.class);
    }
    change("ALTER TABLE gone RENAME TO log");
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover().log()).isEmpty();
    }
  }

  @Test
  void the_writer_syncs_every_commit() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.hasWork()).isFalse();
      try (SqliteConnection writer = SqliteConnection.openWriter(directory.resolve("replica.db"))) {
        assertThat(writer.number("PRAGMA synchronous")).isEqualTo(2);
        assertThat(writer.first(row -> row.getString(1), "PRAGMA journal_mode")).contains("wal");
      }
    }
  }

  private void appendTwo() {
    try (ReplicaDatabase database = Samples.open(directory)) {
      database.append(record(ME, 1, "a", 1, Samples.place("a", 1_000, 900)));
      database.commit();
      database.append(record(ME, 2, "b", 2, Samples.place("b", 2_000, 800)));
      database.commit();
    }
  }

  private static void appendAndExecute(ReplicaDatabase database, LogRecord record) {
    database.append(record);
    Samples.execute(database, record);
  }

  /** As a disk or a meddler would: behind the program's back. */
  private void change(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("replica.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
