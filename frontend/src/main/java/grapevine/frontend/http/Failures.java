package grapevine.frontend.http;

import grapevine.common.JsonRefused;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever ended the answering of a request into a problem. Only what nobody foresaw is
 * logged, and told as 500.
 */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  public static Problem toProblem(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return toProblem(failure.getCause());
    }
    if (failure instanceof RequestRefused refused) {
      return refused.problem();
    }
    if (failure instanceof JsonRefused refused) {
      return of(refused);
    }
    if (failure instanceof HttpException http) {
      return ofStatus(http.getCode());
    }
    if (failure instanceof TimeoutException) {
      return Problem.of(ProblemCode.REQUEST_TIMEOUT);
    }
    LOG.error("a request could not be answered", failure);
    return Problem.of(ProblemCode.INTERNAL_ERROR);
  }

  /** For what Jetty refuses by itself. */
  static Problem ofStatus(int status) {
    for (ProblemCode code :
        new ProblemCode[] {
          ProblemCode.NOT_FOUND,
          ProblemCode.METHOD_NOT_ALLOWED,
          ProblemCode.REQUEST_TIMEOUT,
          ProblemCode.BODY_TOO_LARGE,
          ProblemCode.URI_TOO_LONG,
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          ProblemCode.HEADERS_TOO_LARGE,
          ProblemCode.OVERLOADED
        }) {
      if (code.status() == status) {
        return Problem.of(code);
      }
    }
    return Problem.of(status < 500 ? ProblemCode.BAD_REQUEST : ProblemCode.INTERNAL_ERROR);
  }

  private static Problem of(JsonRefused refused) {
    Problem problem = Problem.of(ProblemCode.valueOf(refused.code()), refused.getMessage());
    return refused.pointer().isEmpty() ? problem : problem.with("pointer", refused.pointer());
  }
}
