package grapevine.replica;

import grapevine.common.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * A refusal as {@code application/problem+json} (RFC 9457). The code is for programs, the detail
 * says what to do.
 */
record Problem(String type, String title, int status, String code, String detail) {
  static Problem of(int status, String code, String detail) {
    return new Problem("about:blank", HttpStatus.getMessage(status), status, code, detail);
  }

  void write(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.write(true, ByteBuffer.wrap(Json.bytes(this)), callback);
  }

  /** In place of Jetty's own error pages. */
  static boolean writeForJetty(Request request, Response response, Callback callback) {
    int status =
        response.getStatus() == 0 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : response.getStatus();
    Object given = request.getAttribute(ErrorHandler.ERROR_STATUS);
    int known = given instanceof Integer number ? number : status;
    String code = known >= HttpStatus.INTERNAL_SERVER_ERROR_500 ? "INTERNAL_ERROR" : "BAD_REQUEST";
    of(known, code, "the request could not be served; the log of this replica manager says why")
        .write(response, callback);
    return true;
  }
}
