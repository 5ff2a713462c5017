package grapevine.database;

/** A row of {@code operation} as it has to be, in place of one that was found damaged. */
public final class OperationRepair {
  private final byte[] seen;
  private final OperationRow row;
  private final boolean isLookedUpWrongly;

  /**
   * @param seen the damaged bytes: when others are there meanwhile nothing is to be done
   * @param isLookedUpWrongly whether the other columns or the indexes are damaged too
   */
  OperationRepair(byte[] seen, OperationRow row, boolean isLookedUpWrongly) {
    this.seen = seen;
    this.row = row;
    this.isLookedUpWrongly = isLookedUpWrongly;
  }

  byte[] seen() {
    return seen;
  }

  OperationRow row() {
    return row;
  }

  boolean isLookedUpWrongly() {
    return isLookedUpWrongly;
  }
}
