package grapevine.database;

/**
 * The data directory cannot be used as asked; nothing was changed. The message tells the operator
 * what to do.
 */
public final class DatabaseRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DatabaseRefusedException(String message) {
    super(message);
  }

  DatabaseRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
