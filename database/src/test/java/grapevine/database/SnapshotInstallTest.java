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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R16, R18: what a damaged database may be replaced with, and what of it is kept. */
class SnapshotInstallTest {
  private static final MemberId THIRD = new MemberId("rm3", 33);

  @TempDir Path directory;

  @Test
  void own_records_that_nobody_else_has_survive_and_the_value_is_the_peers() throws Exception {
    mine(3);
    damage("UPDATE state SET digest = digest + 1");
    Path snapshot = snapshotOfPeer(2, 4);
    install(snapshot);
    try (ReplicaDatabase database = Samples.open(data())) {
      DurableState state = database.recover();
      assertThat(state.me()).isEqualTo(ME);
      assertThat(state.members()).isEqualTo(Samples.members(ME, OTHER, THIRD));
      assertThat(state.replica().value())
          .isEqualTo(VectorTimestamp.ZERO.with(ME, 2).with(OTHER, 4));
      assertThat(state.replica().released()).isEqualTo(2);
      assertThat(state.log())
          .extracting(record -> record.dot().toString())
          .contains("(rm1.b,1)", "(rm1.b,2)", "(rm1.b,3)");
      assertThat(database.executedOperations().find(Samples.callId("theirs4"))).isPresent();
    }
    assertThat(aside()).hasSize(1);
    assertThat(Files.exists(data().resolve("replica.db.new"))).isFalse();
  }

  @Test
  void a_damaged_row_of_the_value_is_mended() throws Exception {
    mine(3);
    damage("UPDATE member SET incarnation = 99");
    assertThatThrownBy(() -> Samples.open(data())).isInstanceOf(DamagedRecordException.class);
    install(snapshotOfPeer(3, 4));
    try (ReplicaDatabase database = Samples.open(data())) {
      assertThat(database.recover().members()).isEqualTo(Samples.members(ME, THIRD));
    }
  }

  @Test
  void rows_below_an_own_record_may_be_lost_if_the_peer_has_them() throws Exception {
    mine(3);
    damage("UPDATE log SET body = x'00' WHERE id = 2");
    try (Salvage salvage = Salvage.read(data())) {
      assertThat(salvage.hiddenOwn()).isEqualTo(2);
      Path tooOld = snapshotOfPeer(1, 4);
      assertThatThrownBy(() -> SnapshotInstall.install(salvage, tooOld))
          .isInstanceOf(SnapshotRefusedException.class)
          .hasMessageContaining("own records");
      SnapshotInstall.install(salvage, snapshotOfPeer(2, 4));
    }
    try (ReplicaDatabase database = Samples.open(data())) {
      assertThat(database.recover().log()).anyMatch(record -> record.dot().n() == 3);
    }
  }

  @Test
  void a_lost_last_row_or_identity_may_hide_own_records() throws Exception {
    mine(3);
    for (String damage :
        List.of(
            "UPDATE log SET body = x'00' WHERE id = (SELECT max(id) FROM log)",
            "DELETE FROM log",
            "UPDATE identity SET incarnation = 5",
            "DELETE FROM identity")) {
      byte[] whole = Files.readAllBytes(data().resolve("replica.db"));
      damage(damage);
      if (damage.equals("DELETE FROM log")) {
        damage("UPDATE state SET lamport = 99");
      }
      assertThatThrownBy(() -> Salvage.read(data()))
          .as(damage)
          .isInstanceOf(BeyondRepairException.class);
      Files.write(data().resolve("replica.db"), whole);
    }
    Samples.open(data()).close();
  }

  @Test
  void a_peer_that_has_more_of_my_records_shows_that_this_is_another_disk() throws Exception {
    mine(1);
    Path snapshot = snapshotOfPeer(2, 1);
    try (Salvage salvage = Salvage.read(data())) {
      assertThatThrownBy(() -> SnapshotInstall.install(salvage, snapshot))
          .isInstanceOfSatisfying(
              SnapshotRefusedException.class, e -> assertThat(e.isWrongDisk()).isTrue());
    }
    Samples.open(data()).close();
  }

  @Test
  void a_snapshot_without_what_was_discarded_or_executed_here_is_refused() throws Exception {
    try (ReplicaDatabase database = Samples.open(data())) {
      VectorTimestamp all = VectorTimestamp.ZERO.with(OTHER, 5);
      for (int n = 1; n <= 5; n++) {
        execute(database, record(OTHER, n, "theirs" + n, n, Samples.place("theirs" + n, n, n)));
      }
      database.save(Samples.members(OTHER), new Timestamps(all, all, all, 0, 0, 5));
      database.commit();
    }
    Path snapshot = snapshotOfPeer(0, 4);
    try (Salvage salvage = Salvage.read(data())) {
      assertThatThrownBy(() -> SnapshotInstall.install(salvage, snapshot))
          .isInstanceOfSatisfying(
              SnapshotRefusedException.class, e -> assertThat(e.isWrongDisk()).isFalse());
    }
  }

  @Test
  void an_interrupted_installation_is_finished_at_the_next_opening() throws Exception {
    mine(3);
    install(snapshotOfPeer(3, 4));
    Path current = data().resolve("replica.db");
    Files.move(current, data().resolve("replica.db.new"));
    Files.writeString(data().resolve("replica.db-wal"), "of the old one");
    try (ReplicaDatabase database = Samples.open(data())) {
      assertThat(database.recover().me()).isEqualTo(ME);
      assertThat(database.recover().replica().value().get(OTHER)).isEqualTo(4);
    }
    Files.move(current, data().resolve("replica.db.new"));
    Salvage.read(data()).close();
    assertThat(current).exists();
  }

  @Test
  void two_damaged_files_are_kept_and_no_more() throws Exception {
    mine(3);
    for (int i = 0; i < 4; i++) {
      install(snapshotOfPeer(3, 4));
    }
    assertThat(aside()).hasSize(2);
  }

  /** Own records 1 to {@code count}, of which two are executed and confirmed, a row for each. */
  private void mine(int count) {
    try (ReplicaDatabase database = Samples.open(data())) {
      for (int n = 1; n <= count; n++) {
        LogRecord record = own(n);
        if (n <= 2) {
          execute(database, record);
        } else {
          database.append(record);
        }
        long shown = Math.min(2, n);
        database.save(
            Samples.members(OTHER),
            Samples.timestamps(
                VectorTimestamp.ZERO.with(ME, shown), VectorTimestamp.ZERO, shown, shown));
        database.commit();
      }
    }
  }

  /** What rm2 sends when it holds so many of my records and of its own. */
  private Path snapshotOfPeer(int mine, int theirs) throws IOException {
    Path peer = Files.createTempDirectory(directory, "peer");
    try (ReplicaDatabase database =
        ReplicaDatabase.open(peer, OTHER.name(), OTHER::incarnation, 3)) {
      VectorTimestamp value = VectorTimestamp.ZERO;
      for (int n = 1; n <= mine; n++) {
        execute(database, own(n));
        value = value.with(ME, n);
      }
      database.save(
          Samples.members(ME, THIRD), Samples.timestamps(value, VectorTimestamp.ZERO, 0, mine));
      database.commit();
      for (int n = 1; n <= theirs; n++) {
        execute(database, record(OTHER, n, "theirs" + n, n, Samples.place("theirs" + n, n, n)));
        value = value.with(OTHER, n);
        database.save(
            Samples.members(ME, THIRD),
            Samples.timestamps(value, VectorTimestamp.ZERO, n, mine + n));
        database.commit();
      }
      Path snapshot = peer.resolve("snapshot.db");
      database.copyTo(snapshot);
      return snapshot;
    }
  }

  private static LogRecord own(int n) {
    return record(ME, n, "mine" + n, n, Samples.place("mine" + n, n, n));
  }

  private static void execute(ReplicaDatabase database, LogRecord record) {
    database.append(record);
    Samples.execute(database, record);
  }

  private void install(Path snapshot) {
    try (Salvage salvage = Salvage.read(data())) {
      SnapshotInstall.install(salvage, snapshot);
    }
  }

  private void damage(String sql) {
    try (SqliteConnection connection = SqliteConnection.openWriter(data().resolve("replica.db"))) {
      connection.update(sql);
      connection.commit();
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(data())) {
      return files
          .filter(file -> file.getFileName().toString().matches("replica.db.damaged-.*Z"))
          .toList();
    }
  }
}
