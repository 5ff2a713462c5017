package grapevine.replica;

/**
 * The replica manager cannot start or go on; the message tells the operator what to do next, the
 * cause a developer.
 */
public final class ReplicaFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  public ReplicaFailure(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
