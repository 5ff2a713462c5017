package grapevine.benchmark;

/** Why nothing can be measured, in words for the user. */
final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchFailure(String message) {
    super(message);
  }
}
