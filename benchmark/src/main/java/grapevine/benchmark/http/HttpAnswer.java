package grapevine.benchmark.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one HTTP/1.1 answer out of the bytes that have come so far, from their beginning each time:
 * answers here are short and nearly always come whole. Keeps the place of what is asked for later
 * and copies nothing. Reused for every answer; guarded by the loop's lock.
 */
public final class HttpAnswer {
  /** A header that a client looks at; all others are passed over. */
  public static final class Header {
    private final byte[] name;
    private final int slot;

    private Header(String name, int slot) {
      this.name = name.getBytes(StandardCharsets.US_ASCII);
      this.slot = slot;
    }
  }

  public static final Header LOCATION = new Header("location", 0);
  public static final Header CAUSAL_TOKEN = new Header("causal-token", 1);
  public static final Header GRAPEVINE_GUEST = new Header("grapevine-guest", 2);
  private static final Header CONTENT_LENGTH = new Header("content-length", 3);
  private static final Header TRANSFER_ENCODING = new Header("transfer-encoding", 4);
  private static final Header CONNECTION = new Header("connection", 5);
  private static final List<Header> HEADERS =
      List.of(
          LOCATION, CAUSAL_TOKEN, GRAPEVINE_GUEST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION);

  private static final byte[] VERSION = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_LINE_MIN = VERSION.length + 3;
  private static final int HEX_DIGITS_MAX = 6;
  private static final int LENGTH_DIGITS_MAX = 8;

  private final int[] from = new int[HEADERS.size()];
  private final int[] to = new int[HEADERS.size()];
  private byte[] bytes = new byte[0];
  private int length;
  private int status;
  private int bodyFrom;
  private int bodyTo;

  /** Whether the answer is complete; if not, to be called again with more. */
  public boolean read(byte[] received, int receivedLength) throws MalformedAnswerException {
    bytes = received;
    length = receivedLength;
    Arrays.fill(from, -1);
    if (length < STATUS_LINE_MIN) {
      return false;
    }
    readStatus();
    int at = lineEnd(0);
    while (at >= 0) {
      int end = lineEnd(at);
      if (end == at + 2) {
        return readBody(end);
      }
      if (end > 0) {
        readHeader(at, end - 2);
      }
      at = end;
    }
    return false;
  }

  public int status() {
    return status;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** A copy of the value; null if the answer has no such header. */
  public byte[] header(Header header) {
    int i = header.slot;
    return from[i] < 0 ? null : Arrays.copyOfRange(bytes, from[i], to[i]);
  }

  /** The value of the first JSON field of this name in the body, if it is a plain string. */
  public String jsonText(String field) {
    int at = afterField(field);
    if (at < 0 || at >= bodyTo || bytes[at] != '"') {
      return null;
    }
    int end = at + 1;
    while (end < bodyTo && bytes[end] != '"') {
      end++;
    }
    return new String(bytes, at + 1, end - at - 1, StandardCharsets.UTF_8);
  }

  private int afterField(String field) {
    byte[] wanted = ("\"" + field + "\":").getBytes(StandardCharsets.US_ASCII);
    for (int i = bodyFrom; i <= bodyTo - wanted.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i + wanted.length;
      }
    }
    return -1;
  }

  /** The sender closes the connection after this answer. */
  boolean closes() {
    return valueIs(CONNECTION, "close");
  }

  private void readStatus() throws MalformedAnswerException {
    if (!Arrays.equals(bytes, 0, VERSION.length, VERSION, 0, VERSION.length)) {
      throw new MalformedAnswerException("not HTTP/1.1");
    }
    status = 0;
    for (int i = VERSION.length; i < STATUS_LINE_MIN; i++) {
      status = status * 10 + digit(bytes[i], 10);
    }
    if (status < 200) {
      throw new MalformedAnswerException("an interim answer, which was not asked for");
    }
  }

  /** Where the line that begins at {@code at} has ended, behind its line feed; -1: not yet. */
  private int lineEnd(int at) {
    for (int i = at; i < length; i++) {
      if (bytes[i] == '\n') {
        return i > at && bytes[i - 1] == '\r' ? i + 1 : -1;
      }
    }
    return -1;
  }

  private void readHeader(int start, int end) {
    for (Header header : HEADERS) {
      int colon = start + header.name.length;
      if (colon < end && bytes[colon] == ':' && isNamed(header.name, start)) {
        int first = colon + 1;
        while (first < end && bytes[first] == ' ') {
          first++;
        }
        from[header.slot] = first;
        to[header.slot] = end;
        return;
      }
    }
  }

  private boolean isNamed(byte[] name, int at) {
    for (int i = 0; i < name.length; i++) {
      // Only letters differ by this bit from what else a header's name may hold.
      if ((bytes[at + i] | 0x20) != (name[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private boolean readBody(int start) throws MalformedAnswerException {
    bodyFrom = start;
    if (valueIs(TRANSFER_ENCODING, "chunked")) {
      return readChunks(start);
    }
    int i = CONTENT_LENGTH.slot;
    if (from[i] >= 0) {
      bodyTo = start + number(from[i], to[i], 10, LENGTH_DIGITS_MAX);
    } else if (status == 204 || status == 304) {
      bodyTo = start;
    } else {
      throw new MalformedAnswerException("a body of unknown length");
    }
    return bodyTo <= length;
  }

  // What is searched in a body is short, so that the marks between chunks do no harm.
  private boolean readChunks(int start) throws MalformedAnswerException {
    int at = start;
    while (true) {
      int end = lineEnd(at);
      if (end < 0) {
        return false;
      }
      int size = number(at, end - 2, 16, HEX_DIGITS_MAX);
      if (size == 0) {
        bodyTo = end;
        return lineEnd(end) == end + 2;
      }
      at = end + size + 2;
      if (at > length) {
        return false;
      }
    }
  }

  private int number(int start, int end, int radix, int digitsMax) throws MalformedAnswerException {
    if (start >= end || end - start > digitsMax) {
      throw new MalformedAnswerException("not a length");
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      value = value * radix + digit(bytes[i], radix);
    }
    return value;
  }

  private static int digit(byte ascii, int radix) throws MalformedAnswerException {
    int digit = Character.digit(ascii, radix);
    if (digit < 0) {
      throw new MalformedAnswerException("not a digit");
    }
    return digit;
  }

  private boolean valueIs(Header header, String text) {
    int i = header.slot;
    return from[i] >= 0
        && to[i] - from[i] == text.length()
        && new String(bytes, from[i], text.length(), StandardCharsets.US_ASCII)
            .equalsIgnoreCase(text);
  }
}
