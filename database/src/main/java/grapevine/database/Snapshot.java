package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState.Timestamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one committed state: what is recent, over the tables. The tables are looked at only
 * when needed, and then must be those that the view was published over.
 */
final class Snapshot {
  /** Newest first, as {@link OperationTable#newest} orders them. */
  private static final Comparator<OperationRow> NEWEST_FIRST =
      Comparator.comparingLong((OperationRow row) -> row.filing().atMillis())
          .thenComparing(OperationRow::callId)
          .reversed();

  private final SqliteConnection connection;
  private final WrittenRows table;
  private final ReadView view;
  private boolean isChecked;

  /** The tables have been written since the view was taken: take a newer one. */
  static final class Outdated extends Exception {
    private static final long serialVersionUID = 1;

    Outdated() {
      super(null, null, false, false);
    }
  }

  Snapshot(SqliteConnection connection, OperationTable table, ReadView view) {
    this.connection = connection;
    this.table = table;
    this.view = view;
  }

  /** All of it is recent: there are no tables. */
  Snapshot(ReadView view) {
    this.connection = null;
    this.table = WrittenRows.NONE;
    this.view = view;
    this.isChecked = true;
  }

  Timestamps timestamps() {
    return view.timestamps();
  }

  Optional<OperationRow> operation(CallId callId) throws Outdated {
    Optional<OperationRow> recent = view.recent().find(callId, view.sequence());
    return recent.isPresent() ? recent : tables().find(callId);
  }

  /** The operation of this call id, if it is there, and the events filed under it. */
  List<OperationRow> orderAndEvents(CallId order) throws Outdated {
    List<OperationRow> rows = new ArrayList<>();
    view.recent().find(order, view.sequence()).ifPresent(rows::add);
    rows.addAll(recent(FiledUnder.SUBJECT, Filing.subjectOf(order), OperationKind.ORDER_EVENT));
    addUnreplaced(tables().orderAndEvents(order), rows);
    return rows;
  }

  List<OperationRow> ofSubject(long subject, OperationKind kind) throws Outdated {
    List<OperationRow> rows = new ArrayList<>(recent(FiledUnder.SUBJECT, subject, kind));
    addUnreplaced(tables().ofSubject(subject, kind), rows);
    return rows;
  }

  /** The newest {@code limit} of those that come after {@code after}. */
  List<OperationRow> newest(
      FiledUnder index, long key, OperationKind kind, ListCursor after, int limit) throws Outdated {
    List<OperationRow> rows = new ArrayList<>();
    for (OperationRow row : recent(index, key, kind)) {
      if (after.isBefore(row)) {
        rows.add(row);
      }
    }
    // Some of the table's may be replaced by recent ones, which are at most all of these.
    long enough = (long) limit + view.recent().size();
    addUnreplaced(tables().newest(index, key, kind, after, enough), rows);
    rows.sort(NEWEST_FIRST);
    return rows.subList(0, Math.min(limit, rows.size()));
  }

  /** Whether anything is filed for them, or was before something else took its place. */
  boolean isAnyFor(long audience) throws Outdated {
    return view.recent().isAny(FiledUnder.AUDIENCE, audience, view.sequence())
        || tables().isAny(FiledUnder.AUDIENCE, audience);
  }

  long sequence() {
    return view.sequence();
  }

  /** The orders whose rows are between these sequence numbers, the first excluded, in order. */
  List<UnansweredOrders.Placed> placed(long after, long upTo) throws Outdated {
    List<UnansweredOrders.Placed> placed = new ArrayList<>(tables().placed(after, upTo));
    if (upTo > view.written()) {
      for (OperationRow row : view.recent().all()) {
        boolean isAsked =
            row.filing().kind() == OperationKind.ORDER
                && row.sequence() > Math.max(after, view.written())
                && row.sequence() <= upTo;
        if (isAsked) {
          placed.add(
              new UnansweredOrders.Placed(row.sequence(), row.callId(), row.filing().atMillis()));
        }
      }
    }
    return placed;
  }

  /** What was wanted of providers between these sequence numbers, the first excluded, in order. */
  List<OperationRow> wanted(long after, long upTo) throws Outdated {
    List<OperationRow> wanted = new ArrayList<>(tables().wanted(after, upTo));
    if (upTo > view.written()) {
      for (OperationRow row : view.recent().all()) {
        boolean isAsked =
            ProviderFiling.WANTED.contains(row.filing().kind())
                && row.sequence() > Math.max(after, view.written())
                && row.sequence() <= upTo;
        if (isAsked) {
          wanted.add(row);
        }
      }
    }
    return wanted;
  }

  /** When the next order after this sequence number was placed, as far as the tables tell. */
  Optional<Long> nextPlacedAtMillis(long after) throws Outdated {
    return tables().nextPlacedAtMillis(after);
  }

  private List<OperationRow> recent(FiledUnder index, long key, OperationKind kind) {
    return view.recent().filedUnder(index, key, kind, view.sequence());
  }

  private void addUnreplaced(List<OperationRow> written, List<OperationRow> rows) {
    for (OperationRow row : written) {
      if (view.recent().find(row.callId(), view.sequence()).isEmpty()) {
        rows.add(row);
      }
    }
  }

  private WrittenRows tables() throws Outdated {
    if (!isChecked && connection.number("SELECT sequence FROM state") != view.written()) {
      throw new Outdated();
    }
    isChecked = true;
    return table;
  }
}
