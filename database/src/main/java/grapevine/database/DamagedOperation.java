package grapevine.database;

import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code operation} that is not what was written, as {@link RowScrub} found it. Either its
 * one checked column is damaged, and a peer has to say what the operation was, or only what it is
 * looked up by is.
 */
public final class DamagedOperation {
  private final Found found;
  private final OperationRow intact;

  /**
   * A row as it stands in the table.
   *
   * @param id of the row, which is the operation's sequence number
   */
  record Found(long id, long kind, CallId callId, Filing filing, Payload stored) {
    static final String SELECT =
        "SELECT id, kind, call_high, call_low, subject, audience, at_millis, row FROM operation ";

    /** Of {@link #SELECT}. */
    static Found read(ResultSet row) throws SQLException {
      Long subject = optional(row, 5);
      Long audience = optional(row, 6);
      byte[] bytes = row.getBytes(8);
      return new Found(
          row.getLong(1),
          row.getLong(2),
          new CallId(OperationTable.column(row.getLong(3)), OperationTable.column(row.getLong(4))),
          new Filing(OperationKind.of(row.getLong(2)), subject, audience, row.getLong(7)),
          bytes == null ? Payload.EMPTY : Payload.of(bytes));
    }

    /**
     * @throws DamagedRecordException the checked column is not what was written
     */
    OperationRow decoded(MemberDictionary members) {
      return StoredOperation.decode(stored.bytes(), id, members);
    }

    boolean agreesWith(OperationRow row) {
      return id == row.sequence() && callId.equals(row.callId()) && isFiledAs(row.filing());
    }

    boolean isFiledAs(Filing other) {
      return kind == other.kind().number() && filing.equals(other);
    }

    private static Long optional(ResultSet row, int column) throws SQLException {
      long number = row.getLong(column);
      return row.wasNull() ? null : number;
    }
  }

  /**
   * @param intact what the checked column says, null when that is damaged
   */
  DamagedOperation(Found found, OperationRow intact) {
    this.found = found;
    this.intact = intact;
  }

  public long id() {
    return found.id;
  }

  /** By which peers can be asked for it: that of the column, and what is left of the row's own. */
  public List<CallId> callIds() {
    List<CallId> callIds = new ArrayList<>(2);
    callIds.add(found.callId);
    StoredOperation.remainsOfCallId(found.stored.bytes())
        .filter(callId -> !callId.equals(found.callId))
        .ifPresent(callIds::add);
    return callIds;
  }

  /** How to mend it without a peer, if that can be. */
  public Optional<OperationRepair> repair() {
    return intact == null ? Optional.empty() : Optional.of(repair(intact));
  }

  Found found() {
    return found;
  }

  OperationRepair repair(OperationRow row) {
    boolean isLookedUpWrongly = intact != null || !found.agreesWith(row);
    return new OperationRepair(found.stored.bytes(), row, isLookedUpWrongly);
  }

  @Override
  public String toString() {
    return "row " + found.id + " of operation (" + found.callId + ")";
  }
}
