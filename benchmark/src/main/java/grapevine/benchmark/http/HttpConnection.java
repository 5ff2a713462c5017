package grapevine.benchmark.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A connection to one front end, with at most one request on it. Guarded by its loop's lock. */
final class HttpConnection {
  private static final int ANSWER_BYTES_MAX = 1 << 18;

  final FrontEndAddress frontEnd;
  private final SocketChannel channel;
  private final SelectionKey key;
  private byte[] received;
  private int receivedLength;
  private boolean isConnected;
  private boolean isClosed;
  private Exchange exchange;
  private long idleSinceNanos;

  HttpConnection(FrontEndAddress frontEnd, Selector selector, Exchange first) throws IOException {
    this.frontEnd = frontEnd;
    this.exchange = first;
    channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      isConnected = channel.connect(frontEnd.socketAddress());
      int interest = isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
      key = channel.register(selector, interest, this);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  boolean isConnected() {
    return isConnected;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Null while idle. */
  Exchange exchange() {
    return exchange;
  }

  void assign(Exchange next) {
    exchange = next;
  }

  Exchange release(long nowNanos) {
    Exchange ended = exchange;
    exchange = null;
    idleSinceNanos = nowNanos;
    return ended;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void finishConnect() throws IOException {
    channel.finishConnect();
    isConnected = true;
    key.interestOps(SelectionKey.OP_READ);
  }

  /** All at once: no request is behind another here, so the socket's buffer is empty. */
  void send(ByteBuffer request) throws IOException {
    while (request.hasRemaining()) {
      if (channel.write(request) == 0) {
        throw new IOException("the request does not fit into the socket's buffer");
      }
    }
  }

  /** Whether the answer is complete. The shared buffer is used as it comes, copied only if not. */
  boolean receive(ByteBuffer shared, byte[] sharedBytes, HttpAnswer answer)
      throws IOException, MalformedAnswerException {
    shared.clear();
    int count = channel.read(shared);
    if (count < 0) {
      throw new IOException("closed by the front end");
    }
    shared.flip();
    if (receivedLength == 0) {
      shared.get(sharedBytes, 0, count);
      if (count > 0 && answer.read(sharedBytes, count)) {
        return true;
      }
      keep(sharedBytes, count);
      return false;
    }
    shared.get(sharedBytes, 0, count);
    keep(sharedBytes, count);
    if (!answer.read(received, receivedLength)) {
      return false;
    }
    receivedLength = 0;
    return true;
  }

  private void keep(byte[] bytes, int count) throws MalformedAnswerException {
    if (receivedLength + count > ANSWER_BYTES_MAX) {
      throw new MalformedAnswerException("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
    }
    if (received == null || received.length < receivedLength + count) {
      int room = Math.max(1 << 12, 2 * (receivedLength + count));
      received = received == null ? new byte[room] : Arrays.copyOf(received, room);
    }
    System.arraycopy(bytes, 0, received, receivedLength, count);
    receivedLength += count;
  }

  void close() {
    isClosed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more either way, and its exchange has been told already.
    }
  }
}
