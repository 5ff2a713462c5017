package grapevine.benchmark;

/** What the process says with its exit code; scripts rely on the numbers. */
enum ExitCode {
  MEASURED(0),
  /** Load was sent, and not one request succeeded; or the generator itself failed. */
  NOTHING_SUCCEEDED(1),
  USAGE(2),
  NOT_READY(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
