package grapevine.database;

import org.sqlite.SQLiteException;

/**
 * The disk did not do what was asked. After one on the writer every further call fails: what is on
 * disk is unknown until a restart, and nothing may be acknowledged before that (R8).
 */
public final class StorageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The disk works, but what it gives back is not a database any more. */
  public boolean isDamage() {
    return getCause() instanceof SQLiteException e
        && e.getResultCode().name().startsWith("SQLITE_CORRUPT");
  }
}
