package grapevine.frontend.contract;

import java.io.IOException;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/** What was sent, and what came back. The body of a stream is empty here. */
record Exchange(String method, HttpUrl url, Message sent, int status, Message got) {

  /**
   * @param type null when none is declared
   */
  record Message(Headers headers, MediaType type, String body) {

    /** Without parameters; empty when there is none. */
    String mediaType() {
      return type == null ? "" : type.type() + "/" + type.subtype();
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }

  static Exchange of(Request request, Response response, String body) throws IOException {
    return new Exchange(
        request.method(),
        request.url(),
        sent(request),
        response.code(),
        new Message(response.headers(), response.body().contentType(), body));
  }

  private static Message sent(Request request) throws IOException {
    RequestBody body = request.body();
    if (body == null) {
      return new Message(request.headers(), null, "");
    }
    Buffer written = new Buffer();
    body.writeTo(written);
    return new Message(request.headers(), body.contentType(), written.readUtf8());
  }

  boolean isSuccess() {
    return status < 300;
  }

  @Override
  public String toString() {
    return method + " " + url.encodedPath() + " -> " + status;
  }
}
