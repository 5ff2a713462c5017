package grapevine.client.api;

/** What the process says with its exit code; scripts rely on the numbers. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  NOT_FOUND(3),
  REFUSED(4),
  CONFLICT(5),
  UNREACHABLE(6),
  OUTCOME_UNKNOWN(7),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
