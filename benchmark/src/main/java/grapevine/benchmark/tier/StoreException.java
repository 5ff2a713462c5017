package grapevine.benchmark.tier;

/** The store did not answer as it should; whether the order is kept is not known. */
final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
