package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.forced;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.UniqueName;
import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R17, R18: members that are agreed on, those who join, and those who were retired. */
class MembersOnDiskTest {
  private static final MemberId NEW = new MemberId("rm4", 44);
  private static final MemberId AGAIN = new MemberId("rm1", 12);

  @TempDir Path directory;

  @Test
  void members_are_found_as_they_were_saved() {
    List<Member> members =
        List.of(
            new Member(ME, Member.State.RETIRED, "", 7, 41),
            new Member(AGAIN, Member.State.JOINING, "h:1", 9, 0),
            new Member(OTHER, Member.State.FENCED, "[::1]:2", 8, 0));
    try (ReplicaDatabase database = Samples.open(directory)) {
      database.save(members, Timestamps.ZERO);
      database.commit();
    }
    try (ReplicaDatabase database = Samples.open(directory)) {
      assertThat(database.recover().members()).isEqualTo(members);
      database.save(members.subList(0, 1), Timestamps.ZERO);
      assertThat(database.hasWork()).isTrue();
    }
  }

  @Test
  void one_who_joins_begins_from_a_snapshot_that_names_it() throws Exception {
    Path snapshot = snapshot(2, joining(NEW, Member.State.JOINING));
    Path data = directory.resolve("new");
    SnapshotInstall.join(data, NEW, snapshot);
    try (ReplicaDatabase database = ReplicaDatabase.open(data, NEW.name(), () -> 99);
        ReplicaDatabase peer = peer()) {
      DurableState state = database.recover();
      DurableState theirs = peer.recover();
      assertThat(state.me()).isEqualTo(NEW);
      assertThat(state.members()).isEqualTo(theirs.members());
      assertThat(state.log()).isEqualTo(theirs.log()).isNotEmpty();
      Timestamps before = theirs.replica();
      assertThat(before.released()).isNotZero();
      assertThat(state.replica())
          .isEqualTo(
              new Timestamps(
                  before.value(), before.floor(), before.settled(), 0, 0, before.lamport(), 20));
      assertThat(database.value().digest()).isEqualTo(peer.value().digest());
      assertThat(database.value().decision(Samples.callId("name1"))).isPresent();
      // It goes on.
      Samples.execute(database, name(3));
      database.save(state.members(), state.replica());
      database.commit();
    }
    assertThat(Files.exists(data.resolve("replica.db.new"))).isFalse();
    assertThat(data.resolve("install")).isEmptyDirectory();
  }

  @Test
  void nobody_joins_who_is_not_known_as_joining_or_has_a_database() throws Exception {
    Path data = directory.resolve("new");
    for (List<Member> members :
        List.of(
            joining(NEW, Member.State.ACTIVE),
            joining(NEW, Member.State.RETIRED),
            joining(new MemberId("rm4", 45), Member.State.JOINING),
            Samples.members(ME, OTHER))) {
      Path snapshot = snapshot(2, members);
      assertThatThrownBy(() -> SnapshotInstall.join(data, NEW, snapshot))
          .isInstanceOf(SnapshotRefusedException.class)
          .hasMessageContaining("joins");
      assertThat(data.resolve("replica.db")).doesNotExist();
    }
    Path used = snapshot(2, joining(OTHER, Member.State.JOINING));
    assertThatThrownBy(() -> SnapshotInstall.join(data, OTHER, used))
        .isInstanceOfSatisfying(
            SnapshotRefusedException.class, e -> assertThat(e.isWrongDisk()).isTrue());
    Path good = snapshot(2, joining(NEW, Member.State.JOINING));
    SnapshotInstall.join(data, NEW, good);
    Path another = snapshot(2, joining(NEW, Member.State.JOINING));
    assertThatThrownBy(() -> SnapshotInstall.join(data, NEW, another))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("nothing is overwritten");
  }

  @Test
  void a_mended_database_has_the_facts_and_members_of_the_snapshot() throws Exception {
    List<Member> agreed = joining(NEW, Member.State.ACTIVE);
    mine(1, 3);
    install(snapshot(2, agreed));
    try (ReplicaDatabase database = Samples.open(data());
        ReplicaDatabase peer = peer()) {
      DurableState state = database.recover();
      assertThat(state.me()).isEqualTo(ME);
      assertThat(state.members()).isEqualTo(agreed);
      assertThat(state.replica().value().forced()).isEqualTo(2);
      assertThat(state.replica().forcedIndex()).isEqualTo(20);
      assertThat(database.value().digest()).isEqualTo(peer.value().digest());
      assertThat(database.value().decision(Samples.callId("name2"))).isPresent();
      assertThat(state.log()).anyMatch(record -> record.dot().n() == 3);
    }
  }

  /** R18: what was decided here and shown must not be undone. */
  @Test
  void a_snapshot_that_lacks_forced_updates_is_refused() throws Exception {
    mine(3, 2);
    Path snapshot = snapshot(2, Samples.members(ME, OTHER));
    assertThatThrownBy(() -> install(snapshot))
        .isInstanceOfSatisfying(
            SnapshotRefusedException.class, e -> assertThat(e.isWrongDisk()).isFalse())
        .hasMessageContaining("forced");
    Samples.open(data()).close();
  }

  /** R17: it can come back only as another incarnation. */
  @Test
  void one_that_was_fenced_or_replaced_is_not_mended() throws Exception {
    mine(1, 2);
    Member active = Samples.members(OTHER).get(0);
    for (List<Member> members :
        List.of(
            List.of(new Member(ME, Member.State.FENCED, "", 2, 0), active),
            List.of(new Member(ME, Member.State.RETIRED, "", 2, 1), active),
            List.of(new Member(AGAIN, Member.State.ACTIVE, "", 2, 0), active))) {
      Path snapshot = snapshot(2, members);
      assertThatThrownBy(() -> install(snapshot))
          .isInstanceOfSatisfying(
              SnapshotRefusedException.class, e -> assertThat(e.isWrongDisk()).isTrue());
    }
    Samples.open(data()).close();
  }

  @Test
  void a_retired_member_has_its_own_records_to_submit_again() {
    mine(1, 5);
    assertThat(Salvage.ownRecordsAbove(data(), 0)).containsExactlyElementsOf(own(1, 5));
    assertThat(Salvage.ownRecordsAbove(data(), 3)).containsExactlyElementsOf(own(4, 5));
    assertThat(Salvage.ownRecordsAbove(data(), 5)).isEmpty();
    assertThat(Salvage.ownRecordsAbove(data(), 9)).isEmpty();
    change("UPDATE log SET body = x'00' WHERE id = 2");
    assertThat(Salvage.ownRecordsAbove(data(), 2)).containsExactlyElementsOf(own(3, 5));
    assertThatThrownBy(() -> Salvage.ownRecordsAbove(data(), 1))
        .isInstanceOf(BeyondRepairException.class);
  }

  /** F goes on, in a new forced log; the members of the old cluster are nobody's. */
  @Test
  void a_cluster_made_of_a_backup_keeps_the_facts_and_begins_without_members() throws Exception {
    Path backup = snapshot(2, joining(NEW, Member.State.JOINING));
    NewCluster cluster = NewCluster.prepare(backup, directory.resolve("prepared.db"));
    Path data = directory.resolve("planted");
    cluster.plant(data, NEW);
    try (ReplicaDatabase database = ReplicaDatabase.open(data, NEW.name(), () -> 99);
        ReplicaDatabase peer = peer()) {
      DurableState state = database.recover();
      assertThat(state.members()).isEmpty();
      assertThat(state.replica().value().forced()).isEqualTo(2);
      assertThat(state.replica().forcedIndex()).isZero();
      assertThat(database.value().digest()).isEqualTo(peer.value().digest());
      assertThat(database.value().decision(Samples.callId("name1"))).isPresent();
    }
  }

  private static List<Member> joining(MemberId id, Member.State state) {
    List<Member> members = new ArrayList<>(Samples.members(ME, OTHER));
    members.removeIf(member -> member.id().equals(id));
    members.add(new Member(id, state, "host:1", 2, 0));
    return members;
  }

  /** So many forced updates, and own records that are not executed, a commit for each. */
  private void mine(int forced, int own) {
    try (ReplicaDatabase database = Samples.open(data())) {
      for (int f = 1; f <= forced; f++) {
        Samples.execute(database, name(f));
      }
      for (LogRecord record : own(1, own)) {
        database.append(record);
        VectorTimestamp value = VectorTimestamp.ZERO.withForced(forced);
        database.save(
            Samples.members(ME, OTHER),
            new Timestamps(
                value, VectorTimestamp.ZERO, value, 0, 0, record.dot().n(), 10L * forced));
        database.commit();
      }
    }
  }

  private static List<LogRecord> own(int from, int to) {
    List<LogRecord> records = new ArrayList<>();
    for (int n = from; n <= to; n++) {
      records.add(record(ME, n, "mine" + n, n, Samples.place("mine" + n, n, n)));
    }
    return records;
  }

  private static LogRecord name(int f) {
    UniqueName name = UniqueName.parse("name " + f).orElseThrow();
    return forced(f, "name" + f, f, new Operation.RegisterName(NameKind.ACCOUNT, name, "a"));
  }

  /**
   * What rm2 sends: one record of its own, and so many forced updates, half of them in the tables.
   */
  private Path snapshot(int forced, List<Member> members) throws IOException {
    Path snapshot = Files.createTempDirectory(directory, "sent").resolve("snapshot.db");
    try (ReplicaDatabase database = peer()) {
      for (long f = database.recover().replica().value().forced() + 1; f <= forced; f++) {
        LogRecord record = record(OTHER, f, "theirs" + f, f, Samples.place("theirs" + f, f, f));
        database.append(record);
        Samples.execute(database, record);
        Samples.execute(database, name((int) f));
        VectorTimestamp value = VectorTimestamp.of(record.dot()).withForced(f);
        database.save(
            members,
            new Timestamps(value, VectorTimestamp.ZERO, VectorTimestamp.ZERO, f, f, f, 10 * f));
        database.commit();
      }
    }
    try (ReplicaDatabase database = peer()) {
      database.save(members, database.recover().replica());
      database.commit();
      database.copyTo(snapshot);
    }
    return snapshot;
  }

  private ReplicaDatabase peer() {
    return ReplicaDatabase.open(directory.resolve("peer"), OTHER.name(), OTHER::incarnation, 5);
  }

  private void install(Path snapshot) {
    try (Salvage salvage = Salvage.read(data())) {
      SnapshotInstall.install(salvage, snapshot);
    }
  }

  private void change(String sql) {
    try (SqliteConnection connection = SqliteConnection.openWriter(data().resolve("replica.db"))) {
      connection.update(sql);
      connection.commit();
    }
  }

  private Path data() {
    return directory.resolve("data");
  }
}
