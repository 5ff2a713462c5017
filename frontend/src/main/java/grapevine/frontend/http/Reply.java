package grapevine.frontend.http;

import grapevine.common.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One whole response, made before any of it is sent: nothing can fail half-way through a body. Or
 * the head of one that goes on. Immutable.
 */
public final class Reply {
  // Answers carry identities, addresses and tokens.
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final List<HttpField> headers;
  private final Optional<ProblemCode> problem;
  private final Optional<Consumer<EventStream>> stream;

  Reply(
      int status,
      String contentType,
      byte[] body,
      List<HttpField> headers,
      Optional<ProblemCode> problem) {
    this(status, contentType, body, headers, problem, Optional.empty());
  }

  private Reply(
      int status,
      String contentType,
      byte[] body,
      List<HttpField> headers,
      Optional<ProblemCode> problem,
      Optional<Consumer<EventStream>> stream) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = List.copyOf(headers);
    this.problem = problem;
    this.stream = stream;
  }

  /**
   * An answer that goes on.
   *
   * @param opened gets the stream when the head is about to be sent
   */
  public static Reply stream(Consumer<EventStream> opened) {
    return new Reply(
        200, "text/event-stream", new byte[0], List.of(), Optional.empty(), Optional.of(opened));
  }

  public static Reply json(int status, Object value) {
    return of(status, "application/json", Json.bytes(value));
  }

  /** A status that says it all. */
  public static Reply empty(int status) {
    return new Reply(status, "", new byte[0], List.of(), Optional.empty());
  }

  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, contentType, body, List.of(), Optional.empty());
  }

  public Reply with(String header, String value) {
    return with(new HttpField(header, value));
  }

  public Reply with(HttpField header) {
    List<HttpField> more = new ArrayList<>(headers);
    more.add(header);
    return new Reply(status, contentType, body, more, problem, stream);
  }

  public int status() {
    return status;
  }

  public boolean isSuccess() {
    return status < 300;
  }

  /** The code of the problem that this tells; empty for a success. */
  Optional<ProblemCode> problem() {
    return problem;
  }

  /** A refusal for having too much to do. */
  boolean isOverloaded() {
    return problem.filter(ProblemCode.OVERLOADED::equals).isPresent();
  }

  void send(Response response, Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable fields = response.getHeaders();
    headers.forEach(fields::add);
    if (!contentType.isEmpty()) {
      fields.add(HttpHeader.CONTENT_TYPE, contentType);
    }
    if (!fields.contains(HttpHeader.CACHE_CONTROL)) {
      fields.add(NO_STORE);
    }
    fields.add(NO_SNIFF);
    if (stream.isPresent()) {
      EventStream.open(response, callback, stream.get());
    } else {
      response.write(true, ByteBuffer.wrap(body), callback);
    }
  }
}
