package grapevine.database;

import grapevine.common.ordering.ProviderMode;
import grapevine.protocol.Dot;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes records on files: the tables are written every few records, the process ends in the
 * middle, and another member goes on from a snapshot.
 */
final class DurableReplica {
  private static final int RECENT_MAX = 4;
  private static final int A_COMMIT = 2;
  private static final MemberId JOINED = new MemberId("rm3", 33);

  private final Path directory;
  private long lastCausal;

  DurableReplica(Path directory) {
    this.directory = directory;
  }

  OneReplica.State executed(List<LogRecord> records) {
    int third = records.size() / 3;
    Path snapshot = directory.resolve("snapshot.db");
    Path mine = directory.resolve("mine");
    Path joined = directory.resolve("joined");
    try (ReplicaDatabase database = open(mine, Samples.ME)) {
      execute(database, records.subList(0, third));
    }
    try (ReplicaDatabase database = open(mine, Samples.ME)) {
      execute(database, records.subList(third, 2 * third));
      database.copyTo(snapshot);
    }
    SnapshotInstall.join(joined, JOINED, snapshot);
    try (ReplicaDatabase database = open(joined, JOINED)) {
      execute(database, records.subList(2 * third, records.size()));
    }
    try (ReplicaDatabase database = open(joined, JOINED);
        QueryReader reader = liveReader(database)) {
      List<String> answers = new ArrayList<>();
      for (OneReplica.Look look : OneReplica.LOOKS) {
        answers.add(look.text() + reader.answer(look.query()).answer());
      }
      return new OneReplica.State(database.value().digest(), answers);
    }
  }

  private static QueryReader liveReader(ReplicaDatabase database) {
    database.askProviders(ProviderMode.AUTO);
    return database.newReader();
  }

  private static ReplicaDatabase open(Path directory, MemberId me) {
    return ReplicaDatabase.open(directory, me.name(), me::incarnation, RECENT_MAX);
  }

  private void execute(ReplicaDatabase database, List<LogRecord> records) {
    int executed = 0;
    for (LogRecord each : records) {
      LogRecord record = each;
      if (!each.origin().equals(MemberId.FORCED)) {
        // A log has no gaps, in whatever order these were made up.
        record = new LogRecord(new Dot(Samples.OTHER, ++lastCausal), each.update());
        database.append(record);
      }
      Samples.execute(database, record);
      if (++executed % A_COMMIT == 0) {
        commit(database);
      }
    }
    commit(database);
  }

  private static void commit(ReplicaDatabase database) {
    List<Member> members = new ArrayList<>(Samples.members(Samples.ME));
    members.add(new Member(JOINED, Member.State.JOINING, "", 1, 0));
    database.save(members, OneReplica.SEEN);
    database.commit();
  }
}
