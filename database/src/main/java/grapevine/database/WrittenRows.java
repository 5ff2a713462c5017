package grapevine.database;

import grapevine.protocol.CallId;
import java.util.List;
import java.util.Optional;

/** The rows that are no longer in memory only. */
interface WrittenRows {
  WrittenRows NONE = new None();

  Optional<OperationRow> find(CallId callId);

  List<OperationRow> ofSubject(long subject, OperationKind kind);

  /** An order, if it is there, and its events. */
  List<OperationRow> orderAndEvents(CallId order);

  /** Those that come after {@code after} when the newest come first. */
  List<OperationRow> newest(
      FiledUnder index, long key, OperationKind kind, ListCursor after, long limit);

  boolean isAny(FiledUnder index, long key);

  List<UnansweredOrders.Placed> placed(long after, long upTo);

  Optional<Long> nextPlacedAtMillis(long after);

  /** What was wanted of providers, in the order in which it was executed. */
  List<OperationRow> wanted(long after, long upTo);

  /** Where nothing was ever written. */
  final class None implements WrittenRows {
    private None() {}

    @Override
    public Optional<OperationRow> find(CallId callId) {
      return Optional.empty();
    }

    @Override
    public List<OperationRow> ofSubject(long subject, OperationKind kind) {
      return List.of();
    }

    @Override
    public List<OperationRow> orderAndEvents(CallId order) {
      return List.of();
    }

    @Override
    public List<OperationRow> newest(
        FiledUnder index, long key, OperationKind kind, ListCursor after, long limit) {
      return List.of();
    }

    @Override
    public boolean isAny(FiledUnder index, long key) {
      return false;
    }

    @Override
    public List<UnansweredOrders.Placed> placed(long after, long upTo) {
      return List.of();
    }

    @Override
    public Optional<Long> nextPlacedAtMillis(long after) {
      return Optional.empty();
    }

    @Override
    public List<OperationRow> wanted(long after, long upTo) {
      return List.of();
    }
  }
}
