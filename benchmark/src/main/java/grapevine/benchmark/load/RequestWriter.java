package grapevine.benchmark.load;

import grapevine.benchmark.http.FrontEndAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes requests as bytes: what is the same in all of them is encoded once. */
final class RequestWriter {
  private static final byte[] POST = ascii("POST /v1/orders HTTP/1.1\r\nHost: ");
  private static final byte[] GET = ascii("GET ");
  private static final byte[] GET_HOST = ascii(" HTTP/1.1\r\nHost: ");
  private static final byte[] GUEST = ascii("\r\nGrapevine-Guest: ");
  private static final byte[] TOKEN = ascii("\r\nCausal-Token: ");
  private static final byte[] KEY = ascii("\r\nIdempotency-Key: ");
  private static final byte[] JSON =
      ascii("\r\nContent-Type: application/json\r\nContent-Length: ");
  private static final byte[] END = ascii("\r\n\r\n");

  private final byte[] runId;
  private final List<byte[]> bodies;
  private long orders;

  /**
   * @param runId no other run may have it: a key used twice is the same order
   */
  RequestWriter(String runId, List<byte[]> bodies) {
    this.runId = ascii(runId + "-");
    this.bodies = List.copyOf(bodies);
  }

  void writePlace(ByteBuffer out, FrontEndAddress frontEnd, Customer customer) {
    byte[] body = bodies.get((int) (orders % bodies.size()));
    out.put(POST).put(frontEnd.host());
    putSession(out, customer);
    out.put(KEY).put(runId);
    putDecimal(out, orders++);
    out.put(JSON);
    putDecimal(out, body.length);
    out.put(END).put(body);
  }

  void writeRead(ByteBuffer out, FrontEndAddress frontEnd, Customer customer) {
    out.put(GET).put(customer.orderPath()).put(GET_HOST).put(frontEnd.host());
    putSession(out, customer);
    out.put(END);
  }

  private static void putSession(ByteBuffer out, Customer customer) {
    if (customer.guest() != null) {
      out.put(GUEST).put(customer.guest());
    }
    if (customer.token() != null) {
      out.put(TOKEN).put(customer.token());
    }
  }

  private static void putDecimal(ByteBuffer out, long number) {
    if (number >= 10) {
      putDecimal(out, number / 10);
    }
    out.put((byte) ('0' + number % 10));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
