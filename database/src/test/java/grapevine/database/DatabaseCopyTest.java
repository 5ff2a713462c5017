package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.DurableState;
import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R18: a snapshot is one committed state, whole and without an identity. */
class DatabaseCopyTest {
  private static final int RECENT_MAX = 3;

  @TempDir Path directory;

  @Test
  void a_copy_is_the_last_commit_tables_and_log_and_has_no_identity() throws Exception {
    Path copy = directory.resolve("copy.db");
    DurableState before;
    long digest;
    try (ReplicaDatabase database = open("rm1")) {
      for (int n = 1; n <= 5; n++) {
        execute(database, n);
        database.commit();
      }
      digest = database.value().digest();
      execute(database, 6); // never committed
      database.copyTo(copy);
    }
    try (ReplicaDatabase database = open("rm1")) {
      before = database.recover();
    }
    DatabaseCopy.verify(copy);
    assertThat(new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1))
        .doesNotContain("rm9");
    try (SqliteConnection connection = SqliteConnection.openReader(copy)) {
      assertThat(connection.number("SELECT count(*) FROM identity")).isZero();
      assertThat(connection.number("SELECT count(*) FROM operation")).isPositive().isLessThan(5);
    }
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.move(copy, other.resolve("replica.db"));
    own(other);
    try (ReplicaDatabase database = open("other")) {
      assertThat(database.recover()).isEqualTo(before);
      assertThat(database.value().digest()).isEqualTo(digest);
    }
  }

  @Test
  void every_copy_made_while_the_writer_goes_on_is_whole() {
    try (ReplicaDatabase database = open("rm1")) {
      CompletableFuture<Void> copies =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  database.copyTo(directory.resolve("copy" + i + ".db"));
                }
              });
      for (int n = 1; !copies.isDone() && n < 100_000; n++) {
        execute(database, n);
        database.commit();
      }
      copies.join();
    }
    for (int i = 0; i < 20; i++) {
      DatabaseCopy.verify(directory.resolve("copy" + i + ".db"));
    }
  }

  private Path copyOfFiveOrders() throws Exception {
    Path copy = directory.resolve("copy.db");
    try (ReplicaDatabase database = open("rm1")) {
      for (int n = 1; n <= 5; n++) {
        execute(database, n);
        database.commit();
      }
      database.copyTo(copy);
    }
    return copy;
  }

  @Test
  void a_flipped_byte_anywhere_is_refused() throws Exception {
    Path copy = copyOfFiveOrders();
    byte[] bytes = Files.readAllBytes(copy);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int found = 0;
    for (int at = text.indexOf("Pizza Place"); at >= 0; at = text.indexOf("Pizza Place", at + 1)) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      Path damaged = Files.write(directory.resolve("damaged.db"), flipped);
      assertThatThrownBy(() -> DatabaseCopy.verify(damaged))
          .isInstanceOf(DamagedRecordException.class);
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(5);
  }

  @Test
  void a_row_that_is_gone_is_noticed() throws Exception {
    Path copy = copyOfFiveOrders();
    try (SqliteConnection connection = SqliteConnection.openWriter(copy)) {
      connection.update("DELETE FROM operation WHERE id = 2");
      connection.commit();
    }
    assertThatThrownBy(() -> DatabaseCopy.verify(copy))
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining("operation");
  }

  @Test
  void what_is_no_copy_is_refused() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "not a database at all".repeat(99));
    assertThatThrownBy(() -> DatabaseCopy.verify(text))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("choose another file");
    Path cut = directory.resolve("cut.db");
    try (ReplicaDatabase database = open("rm1")) {
      execute(database, 1);
      database.commit();
      database.copyTo(directory.resolve("copy.db"));
    }
    byte[] bytes = Files.readAllBytes(directory.resolve("copy.db"));
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 4096));
    assertThatThrownBy(() -> DatabaseCopy.verify(cut)).isInstanceOf(DatabaseRefusedException.class);
  }

  private ReplicaDatabase open(String name) {
    return ReplicaDatabase.open(directory.resolve(name), Samples.NAME, ME::incarnation, RECENT_MAX);
  }

  private static void own(Path directory) {
    try (SqliteConnection connection =
        SqliteConnection.openWriter(directory.resolve("replica.db"))) {
      new IdentityTable(connection).replace(ME);
      connection.commit();
    }
  }

  private static void execute(ReplicaDatabase database, int n) {
    LogRecord record = record(OTHER, n, "order" + n, n, Samples.place("order" + n, n, n));
    database.append(record);
    Samples.execute(database, record);
    database.save(
        Samples.members(OTHER),
        Samples.timestamps(VectorTimestamp.of(record.dot()), VectorTimestamp.ZERO, 0, n));
  }
}
