package grapevine.frontend.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/**
 * Jetty's side of the API: route, admit, read the body, answer. Everything that is thrown below
 * ends here as a problem document.
 */
final class ApiHandler extends Handler.Abstract.NonBlocking {
  private final Router router;
  private final Admission admission;
  private final CrossOrigin crossOrigin;

  ApiHandler(Router router, Admission admission, CrossOrigin crossOrigin) {
    this.router = router;
    this.admission = admission;
    this.crossOrigin = crossOrigin;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long arrivedNanos = System.nanoTime();
    RequestMetrics.Route meters = router.unmatched();
    CrossOrigin.Asker asker = crossOrigin.asker(request);
    CompletableFuture<Reply> answered;
    try {
      if (asker.isPreflight()) {
        answered = CompletableFuture.completedFuture(CrossOrigin.allowed());
      } else {
        Router.Match match = router.match(request.getMethod(), segments(request));
        meters = match.meters();
        answered = answer(request, match);
      }
    } catch (RuntimeException e) {
      answered = CompletableFuture.failedFuture(e);
    }
    RequestMetrics.Route matched = meters;
    String path = request.getHttpURI().getPath();
    var unused =
        answered
            .exceptionally(failure -> Failures.toProblem(failure).toReply(path))
            .thenAccept(
                reply -> {
                  matched.answered(reply, System.nanoTime() - arrivedNanos);
                  asker.readable(reply).send(response, callback);
                })
            .exceptionally(
                failure -> {
                  callback.failed(failure);
                  return null;
                });
    return true;
  }

  private CompletableFuture<Reply> answer(Request request, Router.Match match) {
    if (!match.hasBody()) {
      return admit(match, new ApiRequest(request, match.captures(), new byte[0]));
    }
    // Only what has arrived is admitted: a client that sends slowly must not take up a place. And a
    // refusal before the body has come would cost the client its connection.
    return BodyReader.read(request)
        .thenCompose(body -> admit(match, new ApiRequest(request, match.captures(), body)));
  }

  private CompletableFuture<Reply> admit(Router.Match match, ApiRequest request) {
    if (match.isOpen()) {
      return match.endpoint().answer(request);
    }
    if (!admission.enter()) {
      throw overloaded();
    }
    long admittedNanos = System.nanoTime();
    CompletableFuture<Reply> answered;
    try {
      answered = match.endpoint().answer(request);
    } catch (RuntimeException e) {
      answered = CompletableFuture.failedFuture(e);
    }
    return answered.whenComplete((reply, failure) -> admission.leave(admittedNanos, reply));
  }

  private static RequestRefused overloaded() {
    return Problem.of(ProblemCode.OVERLOADED).refused();
  }

  private static List<String> segments(Request request) {
    String path = Request.getPathInContext(request);
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(Math.min(1, path.length())).split("/", -1)) {
      segments.add(URIUtil.decodePath(segment));
    }
    return segments;
  }
}
