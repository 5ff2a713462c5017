package grapevine.benchmark.http;

/** What came back is not an HTTP/1.1 answer that can be read here. */
public final class MalformedAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedAnswerException(String message) {
    super(message);
  }
}
