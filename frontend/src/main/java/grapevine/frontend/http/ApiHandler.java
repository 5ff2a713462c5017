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
 * Jetty's side of the API: route, read the body, answer. Everything that is thrown below ends here
 * as a problem document.
 */
final class ApiHandler extends Handler.Abstract.NonBlocking {
  private final Router router;

  ApiHandler(Router router) {
    this.router = router;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    CompletableFuture<Reply> answered;
    try {
      answered = answer(request);
    } catch (RuntimeException e) {
      answered = CompletableFuture.failedFuture(e);
    }
    String path = request.getHttpURI().getPath();
    var unused =
        answered
            .exceptionally(failure -> Failures.toProblem(failure).toReply(path))
            .thenAccept(reply -> reply.send(response, callback))
            .exceptionally(
                failure -> {
                  callback.failed(failure);
                  return null;
                });
    return true;
  }

  private CompletableFuture<Reply> answer(Request request) {
    Router.Match match = router.match(request.getMethod(), segments(request));
    if (!match.hasBody()) {
      return match.endpoint().answer(new ApiRequest(request, match.captures(), new byte[0]));
    }
    return BodyReader.read(request)
        .thenCompose(
            body -> match.endpoint().answer(new ApiRequest(request, match.captures(), body)));
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
