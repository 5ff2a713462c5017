package grapevine.database;

import grapevine.common.Json;
import grapevine.common.ordering.ProviderMode;
import grapevine.database.OrderReader.Safety;
import grapevine.database.catalogue.CatalogueQueries;
import grapevine.protocol.CallId;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Answers queries from committed state, each from one snapshot, which queries that come together
 * may share. Used by one thread; never waits for the writer. A query that makes no sense is
 * answered, one that meets damage or a failing disk throws.
 */
public final class QueryReader implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 2_000;
  private static final long PAUSE_NANOS = 20_000;

  private final SqliteConnection connection;
  private final MemberId me;
  private final Supplier<ReadView> newestView;
  private final OperationTable table;
  private final CatalogueQueries catalogue;
  private final RestaurantMemory restaurants;
  private final ProviderMode providers;
  private Snapshot snapshot;

  QueryReader(
      SqliteConnection connection,
      MemberId me,
      Supplier<ReadView> newestView,
      CatalogueQueries catalogue,
      RestaurantMemory restaurants,
      ProviderMode providers) {
    this.providers = providers;
    this.restaurants = restaurants;
    this.connection = connection;
    this.me = me;
    this.newestView = newestView;
    this.catalogue = catalogue;
    this.table = new OperationTable(connection, new MemberDictionary(connection));
  }

  /** From the newest state. */
  public QueryResult answer(Payload query) {
    release();
    try {
      return answerNext(query);
    } finally {
      release();
    }
  }

  /** From the state of the answer before, or the newest if that was released. */
  public QueryResult answerNext(Payload query) {
    return read(state -> answer(query, state, me, catalogue, restaurants, providers));
  }

  /**
   * An executed operation as it was made, for a peer whose copy is damaged; empty when it is not
   * executed here.
   */
  public Optional<LogRecord> operation(CallId callId) {
    return fresh(state -> state.operation(callId)).map(OperationRow::record);
  }

  /** From the newest state. */
  <T> T fresh(Reading<T> reading) {
    release();
    try {
      return read(reading);
    } finally {
      release();
    }
  }

  interface Reading<T> {
    T of(Snapshot state) throws Snapshot.Outdated;
  }

  private <T> T read(Reading<T> reading) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (snapshot == null) {
        snapshot = new Snapshot(connection, table, newestView.get());
      }
      try {
        return reading.of(snapshot);
      } catch (Snapshot.Outdated e) {
        // The tables were written after the look at the view: the next view is about to be
        // published.
        release();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    throw new IllegalStateException("the tables are not those of any view");
  }

  /** To be called soon: while a snapshot is held, the write-ahead log grows behind it. */
  public void release() {
    snapshot = null;
    connection.rollback();
  }

  /**
   * @param me whose state it is
   * @param providers what it makes of them
   */
  static QueryResult answer(
      Payload query,
      Snapshot state,
      MemberId me,
      CatalogueQueries catalogue,
      RestaurantMemory restaurants,
      ProviderMode providers)
      throws Snapshot.Outdated {
    Timestamps timestamps = state.timestamps();
    // R6a: what is shown is on two disks when another member holds all of mine that is in it.
    boolean isOnTwoDisks = timestamps.value().get(me) <= timestamps.confirmed();
    Safety safety = new Safety(timestamps.settled(), isOnTwoDisks ? 2 : 1);
    Payload answer =
        Payload.of(
            Json.bytes(
                new QueryAnswers(state, safety, catalogue, restaurants, providers).answer(query)));
    return new QueryResult(answer, timestamps.value(), timestamps.lamport(), safety.durability());
  }

  @Override
  public void close() {
    connection.close();
  }
}
