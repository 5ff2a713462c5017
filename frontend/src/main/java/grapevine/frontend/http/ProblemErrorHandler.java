package grapevine.frontend.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before or beside our handler is told in the same form as everything else. */
final class ProblemErrorHandler extends ErrorHandler {
  private final RequestMetrics requests;

  ProblemErrorHandler(RequestMetrics requests) {
    this.requests = requests;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    Reply reply = Failures.ofStatus(status).toReply(request.getHttpURI().getPath());
    requests.unmatched().count(reply);
    reply.send(response, callback);
  }
}
