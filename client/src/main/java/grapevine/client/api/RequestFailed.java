package grapevine.client.api;

/**
 * A call that ended without the answer asked for, after every front end worth asking was asked.
 * {@code idempotencyKey} is the key of a write, else null: repeating with it is always safe.
 */
public final class RequestFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final String idempotencyKey;

  public RequestFailed(Problem problem, String idempotencyKey) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
    this.idempotencyKey = idempotencyKey;
  }

  public Problem problem() {
    return problem;
  }

  public String idempotencyKey() {
    return idempotencyKey;
  }
}
