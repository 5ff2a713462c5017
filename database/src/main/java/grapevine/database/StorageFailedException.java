package grapevine.database;

/**
 * The disk did not do what was asked. After one on the writer every further call fails: what is on
 * disk is unknown until a restart, and nothing may be acknowledged before that (R8).
 */
public final class StorageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
