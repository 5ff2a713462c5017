package grapevine.frontend.http;

/**
 * Carries a problem out of the answering of one request, through futures too. It is no failure, so
 * it has no stack.
 */
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public RequestRefused(Problem problem) {
    super(problem.code().name(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
