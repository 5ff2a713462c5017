package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.callId;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Json;
import grapevine.common.ordering.KitchenEdit;
import grapevine.common.ordering.Operation;
import grapevine.database.catalogue.Catalogue;
import grapevine.protocol.Dot;
import grapevine.protocol.Payload;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a register's words are held against, and what is remembered of them. */
class KitchenReaderTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final String RESTAURANT = "dh1-3le-indian";

  @TempDir Path directory;

  @Test
  void an_edit_of_another_restaurant_whose_register_has_the_same_fingerprint_is_not_taken()
      throws Snapshot.Outdated {
    RecentRows rows = new RecentRows();
    rows.put(pause(1, "own", RESTAURANT, 7, 2));
    rows.put(pause(2, "other", "dh1-3le-thai", 9, 3));
    assertThat(pausedUntil(rows, 2, new RestaurantMemory())).isEqualTo(7);
  }

  @Test
  void what_is_remembered_is_neither_shown_too_early_nor_kept_too_long() throws Snapshot.Outdated {
    RestaurantMemory memory = new RestaurantMemory();
    RecentRows rows = new RecentRows();
    OperationRow first = pause(1, "1", RESTAURANT, 7, 2);
    rows.put(first);
    memory.executed(first);
    assertThat(pausedUntil(rows, 1, memory)).isEqualTo(7);
    OperationRow second = pause(2, "2", RESTAURANT, 9, 3);
    rows.put(second);
    memory.executed(second);
    assertThat(pausedUntil(rows, 2, memory)).isEqualTo(9);
    // A reader whose view is the one before.
    assertThat(pausedUntil(rows, 1, memory)).isEqualTo(7);
    assertThat(pausedUntil(rows, 2, memory)).isEqualTo(9);
  }

  private Long pausedUntil(RecentRows rows, long sequence, RestaurantMemory memory)
      throws Snapshot.Outdated {
    try (ReplicaDatabase database = Samples.open(directory);
        SqliteConnection connection =
            SqliteConnection.openReader(directory.resolve(DatabaseFile.NAME))) {
      assertThat(database.value().digest()).isZero();
      ReadView view =
          new ReadView(
              Samples.timestamps(VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0),
              sequence,
              0,
              rows);
      OperationTable table = new OperationTable(connection, new MemberDictionary(connection));
      Snapshot snapshot = new Snapshot(connection, table, view);
      return new KitchenReader(snapshot, memory, CATALOGUE)
          .find(RESTAURANT)
          .orElseThrow()
          .kitchen()
          .pausedUntilMillis();
    }
  }

  /** Filed for the one restaurant, whatever it says. */
  private static OperationRow pause(
      long sequence, String key, String says, long until, long lamport) {
    Operation pause = new KitchenEdit.SetPause(says, until, 1);
    Filing filing =
        new Filing(
            OperationKind.PAUSE,
            KitchenFiling.register(OperationKind.PAUSE, RESTAURANT),
            KitchenFiling.editsOf(RESTAURANT),
            lamport);
    Payload body = Payload.of(Json.bytes(pause));
    return new OperationRow(sequence, callId(key), filing, lamport, 0, body, new Dot(ME, sequence));
  }
}
