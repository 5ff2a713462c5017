package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R16, R18: what a backup becomes has new identities, the whole value, and no log. */
class NewClusterTest {
  private static final MemberId UNSEEN = new MemberId("rm3", 33);

  @TempDir Path directory;
  private Path backup;

  @BeforeEach
  void backUp() {
    backup = directory.resolve("backup.db");
    try (ReplicaDatabase database =
        ReplicaDatabase.open(directory.resolve("old"), Samples.NAME, ME::incarnation, 2)) {
      for (int n = 1; n <= 3; n++) {
        LogRecord record = record(OTHER, n, "order" + n, n, Samples.place("order" + n, n, n));
        database.append(record);
        Samples.execute(database, record);
        database.save(
            Samples.members(OTHER),
            Samples.timestamps(VectorTimestamp.of(record.dot()), VectorTimestamp.ZERO, 0, n));
        database.commit();
      }
      // Logged, and not executed: an own one that waits for a second disk, and one whose cause is
      // elsewhere.
      database.append(record(ME, 1, "mine", 4, Samples.place("mine", 4, 4)));
      Update late = record(ME, 2, "late", 9, Samples.place("late", 5, 5)).update();
      Token unseen = new Token(VectorTimestamp.ZERO.with(UNSEEN, 7), List.of(), 0);
      database.append(
          new LogRecord(
              new Dot(ME, 2),
              new Update(
                  late.callId(), unseen, late.lamport(), late.requestHash(), late.operation())));
      database.commit();
      database.copyTo(backup);
    }
  }

  @Test
  void all_begin_equal_with_everything_executed_and_nothing_to_gossip() throws Exception {
    NewCluster cluster = NewCluster.prepare(backup, directory.resolve("prepared.db"));
    assertThat(cluster.executed()).isEqualTo(2);
    assertThat(cluster.incomplete()).isEqualTo(1);
    VectorTimestamp all = VectorTimestamp.ZERO.with(OTHER, 3).with(ME, 2);
    long digest = 0;
    for (long incarnation : new long[] {101, 102}) {
      MemberId identity = new MemberId("rm" + incarnation, incarnation);
      cluster.plant(directory.resolve(identity.name()), identity);
      try (ReplicaDatabase database =
          ReplicaDatabase.open(directory.resolve(identity.name()), identity.name(), () -> 9)) {
        DurableState state = database.recover();
        assertThat(state.me()).isEqualTo(identity);
        assertThat(state.members()).isEmpty();
        assertThat(state.log()).isEmpty();
        assertThat(state.replica()).isEqualTo(new DurableState.Timestamps(all, all, all, 0, 0, 9));
        assertThat(database.executedOperations().find(Samples.callId("late"))).isPresent();
        assertThat(digest).isIn(0L, database.value().digest());
        digest = database.value().digest();
        // It goes on.
        LogRecord next = record(identity, 1, "next", 10, Samples.place("next", 6, 6));
        database.append(next);
        Samples.execute(database, next);
        database.save(
            List.of(), new DurableState.Timestamps(all.with(identity, 1), all, all, 1, 1, 10));
        database.commit();
      }
      try (ReplicaDatabase database =
          ReplicaDatabase.open(directory.resolve(identity.name()), identity.name(), () -> 9)) {
        assertThat(database.recover().log()).hasSize(1);
        database.copyTo(directory.resolve(identity.name() + ".db"));
      }
      DatabaseCopy.verify(directory.resolve(identity.name() + ".db"));
    }
  }

  @Test
  void the_backup_is_left_as_it_is_and_nothing_is_overwritten() throws Exception {
    byte[] before = Files.readAllBytes(backup);
    NewCluster cluster = NewCluster.prepare(backup, directory.resolve("prepared.db"));
    assertThat(Files.readAllBytes(backup)).isEqualTo(before);
    Path old = directory.resolve("old");
    assertThatThrownBy(() -> cluster.plant(old, new MemberId("rm1", 101)))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("nothing is overwritten");
  }
}
