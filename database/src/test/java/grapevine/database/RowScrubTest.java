package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes flipped in the file: they are found, and mended while the database is in use. */
class RowScrubTest {
  private static final int RECENT_MAX = 8;
  private static final int ROWS = 20;

  @TempDir Path directory;

  @Test
  void a_sound_database_has_nothing_to_mend() {
    fill();
    try (ReplicaDatabase database = open();
        RowScrub scrub = database.newScrub()) {
      List<DamagedOperation> damaged = new ArrayList<>();
      assertThat(round(scrub, damaged)).isGreaterThanOrEqualTo(ROWS);
      assertThat(damaged).isEmpty();
    }
  }

  @Test
  void a_flipped_byte_of_an_operation_is_mended_from_what_a_peer_tells() throws Exception {
    fill();
    flip(Samples.orderId("order3"));
    try (ReplicaDatabase database = open();
        RowScrub scrub = database.newScrub()) {
      long digest = database.value().digest();
      DamagedOperation damaged = only(scrub);
      assertThat(damaged.callIds()).contains(mine(3).callId());
      assertThat(damaged.repair()).isEmpty();
      assertThat(scrub.repair(damaged, mine(4))).as("another operation").isEmpty();

      LogRecord told = record(OTHER, 77, "order3", 3, mine(3).update().operation());
      database.repair(scrub.repair(damaged, told).orElseThrow());
      assertThat(database.hasWork()).isTrue();
      database.commit();

      assertThat(damagedBy(scrub)).isEmpty();
      assertThat(database.value().digest()).isEqualTo(digest);
      try (QueryReader reader = database.newReader()) {
        LogRecord mended = reader.operation(mine(3).callId()).orElseThrow();
        assertThat(mended.update().operation()).isEqualTo(mine(3).update().operation());
        assertThat(mended.dot()).as("this replica's own").isEqualTo(mine(3).dot());
      }
    }
  }

  @Test
  void a_row_that_is_looked_up_wrongly_is_mended_from_itself() throws Exception {
    fill();
    change("UPDATE operation SET call_high = call_high + 1 WHERE id = 5");
    change("UPDATE operation SET at_millis = at_millis + 1 WHERE id = 6");
    try (ReplicaDatabase database = open();
        RowScrub scrub = database.newScrub()) {
      List<DamagedOperation> damaged = damagedBy(scrub);
      assertThat(damaged).hasSize(2);
      damaged.forEach(row -> database.repair(row.repair().orElseThrow()));
      database.commit();
      assertThat(damagedBy(scrub)).isEmpty();
      assertThat(database.executedOperations().find(mine(5).callId())).isPresent();
    }
  }

  @Test
  void what_a_query_met_is_looked_at_at_once() throws Exception {
    fill();
    flip(Samples.orderId("order3"));
    try (ReplicaDatabase database = open();
        QueryReader reader = database.newReader();
        RowScrub scrub = database.newScrub()) {
      DamagedRecordException met =
          assertThrows(DamagedRecordException.class, () -> reader.operation(mine(3).callId()));
      assertThat(scrub.look(met)).hasSize(1);
    }
  }

  @Test
  void a_damaged_log_is_written_anew_and_the_next_start_finds_it_whole() throws Exception {
    fill();
    List<LogRecord> log;
    long digest;
    try (ReplicaDatabase database = open();
        RowScrub scrub = database.newScrub()) {
      log = database.recover().log();
      digest = database.value().digest();
      assertThat(log).isNotEmpty();
      assertThat(logDamage(scrub)).isFalse();
      change(
          "UPDATE log SET body = substr(body, 1, length(body) - 1) || x'07' WHERE id = (SELECT max(id) FROM log)");
      assertThat(logDamage(scrub)).isTrue();
      database.rewriteLog(log);
      database.commit();
      assertThat(logDamage(scrub)).isFalse();
    }
    try (ReplicaDatabase database = open()) {
      assertThat(database.recover().log()).isEqualTo(log);
      assertThat(database.value().digest()).isEqualTo(digest);
    }
  }

  @Test
  void a_missing_row_of_the_log_is_damage() throws Exception {
    fill();
    try (ReplicaDatabase database = open();
        RowScrub scrub = database.newScrub()) {
      change("DELETE FROM log WHERE id = (SELECT max(id) - 1 FROM log)");
      assertThat(logDamage(scrub)).isTrue();
      assertThat(database.hasWork()).isFalse();
    }
  }

  private void fill() {
    try (ReplicaDatabase database = open()) {
      for (long n = 1; n <= ROWS; n++) {
        database.append(mine(n));
        Samples.execute(database, mine(n));
        VectorTimestamp executed = VectorTimestamp.ZERO.with(ME, n);
        VectorTimestamp floor = VectorTimestamp.ZERO.with(ME, Math.max(0, n - 4));
        database.save(List.of(), new Timestamps(executed, floor, VectorTimestamp.ZERO, n, n, n));
        database.commit();
      }
    }
  }

  private static LogRecord mine(long n) {
    return record(ME, n, "order" + n, n, Samples.place("order" + n, n, n));
  }

  private ReplicaDatabase open() {
    return ReplicaDatabase.open(directory, Samples.NAME, ME::incarnation, RECENT_MAX);
  }

  private static DamagedOperation only(RowScrub scrub) {
    List<DamagedOperation> damaged = damagedBy(scrub);
    assertThat(damaged).hasSize(1);
    return damaged.get(0);
  }

  private static List<DamagedOperation> damagedBy(RowScrub scrub) {
    List<DamagedOperation> damaged = new ArrayList<>();
    round(scrub, damaged);
    return damaged;
  }

  private static boolean logDamage(RowScrub scrub) {
    boolean isDamaged = false;
    RowScrub.Findings findings;
    do {
      findings = scrub.next(7);
      isDamaged |= findings.log().isPresent();
    } while (!findings.isRoundOver());
    return isDamaged;
  }

  private static int round(RowScrub scrub, List<DamagedOperation> damaged) {
    int rows = 0;
    RowScrub.Findings findings;
    do {
      findings = scrub.next(7);
      rows += findings.rows();
      damaged.addAll(findings.operations());
    } while (!findings.isRoundOver());
    return rows;
  }

  /** The first character of this text, wherever it is: the log has it no more. */
  private void flip(String text) throws IOException {
    Path file = directory.resolve("replica.db");
    byte[] bytes = Files.readAllBytes(file);
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 0; at + wanted.length <= bytes.length; at++) {
        if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
          int unused = channel.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[at] ^ 1)}), at);
        }
      }
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("replica.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
