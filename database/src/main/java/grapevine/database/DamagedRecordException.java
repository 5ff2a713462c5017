package grapevine.database;

/**
 * A row read from disk is not the row that was written. Names the table and the key; nothing of the
 * row is used.
 */
public final class DamagedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String table;
  private final String key;

  DamagedRecordException(String table, String key, String detail) {
    this(table, key, detail, null);
  }

  DamagedRecordException(String table, String key, String detail, Throwable cause) {
    super(
        "damaged data: table "
            + table
            + ", row "
            + key
            + ": "
            + detail
            + "; check the disk, then start again: it is mended from a peer's snapshot",
        cause);
    this.table = table;
    this.key = key;
  }

  public String table() {
    return table;
  }

  public String key() {
    return key;
  }
}
