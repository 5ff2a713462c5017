package grapevine.faults;

/** There is nothing to be checked; the message tells what to do. */
final class CannotRun extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotRun(String message) {
    super(message, null, false, false);
  }
}
