package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.OTHER;
import static grapevine.database.Samples.forced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.codec.WireCodec;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Operation;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged fact is mended by a peer that has the same, and by no other. */
class FactRepairTest {
  private static final String KEY = ForcedFacts.stockKey("r1");
  private static final String DAMAGE =
      "UPDATE operation SET row = CAST(substr(row, 1, length(row) - 3) || x'07' || substr(row, -2) AS BLOB)"
          + " WHERE kind = 3 AND id = ";

  @TempDir Path directory;

  @Test
  void every_fact_is_mended_from_a_peer_with_the_same_facts() throws Exception {
    fill("mine", ME, 6);
    fill("peer", OTHER, 6);
    try (ReplicaDatabase mine = open("mine", ME);
        ReplicaDatabase peer = open("peer", OTHER);
        QueryReader peers = peer.newReader();
        RowScrub scrub = mine.newScrub()) {
      long digest = mine.value().digest();
      assertThat(peer.value().digest()).isEqualTo(digest);
      for (long id : factIds("mine")) {
        change("mine", DAMAGE + id);
      }
      List<DamagedOperation> damaged = damagedBy(scrub);
      assertThat(damaged).hasSize(7);
      for (DamagedOperation row : damaged) {
        LogRecord told = peers.operation(row.callIds().get(0)).orElseThrow();
        LogRecord received = WireCodec.decodeLogRecord(WireCodec.encode(told));
        assertThat(mine.repair(scrub.repair(row, received).orElseThrow())).isTrue();
      }
      mine.commit();
      assertThat(damagedBy(scrub)).isEmpty();
      assertThat(mine.value().digest()).isEqualTo(digest);
      try (QueryReader reader = mine.newReader()) {
        assertThat(reader.operation(Fact.callId(KEY))).isEqualTo(peers.operation(Fact.callId(KEY)));
      }
      mine.copyTo(directory.resolve("copy.db"));
      DatabaseCopy.verify(directory.resolve("copy.db"));
    }
  }

  /** Even where too little is left of the row to prove what it was. */
  @Test
  void a_peer_whose_fact_is_newer_or_older_cannot_mend_it() {
    fill("mine", ME, 6);
    fill("newer", OTHER, 7);
    fill("older", OTHER, 5);
    fill("same", OTHER, 6);
    String ofStock =
        "(SELECT id FROM operation WHERE kind = 3 AND at_millis = 6 ORDER BY id LIMIT 1)";
    for (String damage :
        List.of(DAMAGE + ofStock, "UPDATE operation SET row = x'00' WHERE id = " + ofStock)) {
      change("mine", damage);
      try (ReplicaDatabase mine = open("mine", ME);
          RowScrub scrub = mine.newScrub()) {
        DamagedOperation damaged = damagedBy(scrub).get(0);
        for (String peer : List.of("newer", "older", "same")) {
          try (ReplicaDatabase database = open(peer, OTHER);
              QueryReader reader = database.newReader()) {
            LogRecord told = reader.operation(damaged.callIds().get(0)).orElseThrow();
            assertThat(scrub.repair(damaged, told).isPresent())
                .as(peer)
                .isEqualTo(peer.equals("same"));
            scrub.repair(damaged, told).ifPresent(mine::repair);
          }
        }
        mine.commit();
        assertThat(damagedBy(scrub)).isEmpty();
      }
    }
  }

  /** A repair that comes when the fact has been replaced changes nothing. */
  @Test
  void a_repair_of_a_fact_that_was_replaced_meanwhile_is_dropped() {
    fill("mine", ME, 6);
    fill("peer", OTHER, 6);
    try (ReplicaDatabase mine = open("mine", ME);
        RowScrub scrub = mine.newScrub();
        ReplicaDatabase peer = open("peer", OTHER);
        QueryReader reader = peer.newReader()) {
      change(
          "mine",
          "UPDATE operation SET at_millis = 99 WHERE kind = 3 AND at_millis = 6 AND call_high = "
              + OperationTable.column(Fact.callId(KEY).high()));
      DamagedOperation damaged = damagedBy(scrub).get(0);
      LogRecord told = reader.operation(damaged.callIds().get(0)).orElseThrow();
      decide(mine, 7);
      mine.commit();
      mine.repair(scrub.repair(damaged, told).orElseThrow());
      mine.commit();
      assertThat(damagedBy(scrub)).isEmpty();
    }
    try (ReplicaDatabase mine = open("mine", ME);
        QueryReader reader = mine.newReader()) {
      assertThat(reader.operation(Fact.callId(KEY)).orElseThrow().dot().n()).isEqualTo(7);
    }
  }

  /**
   * Nothing may be decided on what cannot be trusted: the process stops, and is mended at a start.
   */
  @Test
  void a_decision_that_meets_a_damaged_fact_is_not_made() {
    fill("mine", ME, 6);
    for (long id : factIds("mine")) {
      change("mine", DAMAGE + id);
    }
    try (ReplicaDatabase mine = open("mine", ME)) {
      assertThatThrownBy(() -> decide(mine, 7)).isInstanceOf(DamagedRecordException.class);
    }
  }

  private void fill(String name, MemberId owner, int count) {
    try (ReplicaDatabase database = open(name, owner)) {
      for (int f = 1; f <= count; f++) {
        decide(database, f);
        database.commit();
      }
    }
  }

  private static void decide(ReplicaDatabase database, int f) {
    Operation set = new Operation.SetStock("r1", "i1", f);
    Samples.execute(database, forced(f, "k" + f, f, set));
    VectorTimestamp value = VectorTimestamp.ZERO.withForced(f);
    database.save(List.of(), new Timestamps(value, value, value, 0, 0, f, f));
  }

  /** The tables are written with every commit. */
  private ReplicaDatabase open(String name, MemberId owner) {
    return ReplicaDatabase.open(directory.resolve(name), owner.name(), owner::incarnation, 1);
  }

  private List<Long> factIds(String name) {
    try (SqliteConnection connection = SqliteConnection.openReader(file(name))) {
      return connection.all(row -> row.getLong(1), "SELECT id FROM operation WHERE kind = 3");
    }
  }

  private void change(String name, String sql) {
    try (SqliteConnection connection = SqliteConnection.openWriter(file(name))) {
      connection.update(sql);
      connection.commit();
    }
  }

  private Path file(String name) {
    return directory.resolve(name).resolve("replica.db");
  }

  private static List<DamagedOperation> damagedBy(RowScrub scrub) {
    List<DamagedOperation> damaged = new ArrayList<>();
    RowScrub.Findings findings;
    do {
      findings = scrub.next(7);
      damaged.addAll(findings.operations());
    } while (!findings.isRoundOver());
    return damaged;
  }
}
