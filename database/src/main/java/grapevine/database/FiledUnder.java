package grapevine.database;

/** The two ways in which operations are listed; each has an index. */
enum FiledUnder {
  SUBJECT("subject"),
  AUDIENCE("audience");

  private final String column;

  FiledUnder(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }

  String index() {
    return "operation_by_" + column;
  }

  /** Null when it is not listed so. */
  Long of(Filing filing) {
    return this == SUBJECT ? filing.subject() : filing.audience();
  }

  boolean has(long key, OperationRow row) {
    Long under = of(row.filing());
    return under != null && under == key;
  }
}
