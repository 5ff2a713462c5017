package grapevine.database;

/**
 * What is damaged may hide records that only this replica manager had: no peer's snapshot can be
 * known to replace it, and nothing was changed.
 */
public final class BeyondRepairException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BeyondRepairException(String what) {
    super(
        "the database is damaged beyond repair from a peer: "
            + what
            + "; keep the data directory for inspection and let the others go on");
  }
}
