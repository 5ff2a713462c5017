package grapevine.database;

import grapevine.common.ordering.Operation;
import java.util.Optional;
import java.util.function.Predicate;

/** Of a register the newest row by (lamport, call id) counts, which is the first of the index. */
final class Registers {
  /** Of one register: more would be other registers with its fingerprint. */
  private static final int NEWEST = 3;

  private final Snapshot snapshot;

  Registers(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * @param isAsked of this register, and not of another with its fingerprint
   */
  <T extends Operation> Optional<T> newest(
      Class<T> type, long register, OperationKind kind, Predicate<T> isAsked)
      throws Snapshot.Outdated {
    return snapshot.newest(FiledUnder.SUBJECT, register, kind, ListCursor.START, NEWEST).stream()
        .flatMap(row -> TalkRows.readAs(type, row).stream())
        .filter(isAsked)
        .findFirst();
  }
}
