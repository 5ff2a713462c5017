package grapevine.benchmark.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sends what a {@link Traffic} has due and reads what comes back. The thread that calls {@link
 * #run} reads; whoever knows that something is due sends it with {@link #pump}, without waking the
 * reader for it. One lock guards everything; it is never held while waiting. Connections are opened
 * when none is idle, up to a bound, and stay open between runs.
 */
public final class HttpLoop implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final long WAIT_MILLIS_MAX = 10;
  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  // Shorter than a server's own patience, or a request could meet a connection just being closed.
  private static final long IDLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

  private final List<FrontEndAddress> frontEnds;
  private final int connectionsMax;
  private final long timeoutNanos;
  private final Selector selector;
  private final List<HttpConnection> connections = new ArrayList<>();
  private final Map<FrontEndAddress, Deque<HttpConnection>> idle;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] inBytes = new byte[BUFFER_BYTES];
  private final HttpAnswer answer = new HttpAnswer();
  private int outstanding;
  private int turn;
  private long lastSweepNanos;

  /**
   * @param connectionsMax to all front ends together, and so the most requests outstanding
   */
  public HttpLoop(List<FrontEndAddress> frontEnds, int connectionsMax, long timeoutNanos)
      throws IOException {
    this.frontEnds = List.copyOf(frontEnds);
    this.connectionsMax = connectionsMax;
    this.timeoutNanos = timeoutNanos;
    idle = this.frontEnds.stream().collect(Collectors.toMap(url -> url, url -> new ArrayDeque<>()));
    selector = Selector.open();
  }

  /** Returns when the traffic is over and every request of it has ended, one way or another. */
  public void run(Traffic traffic) throws IOException {
    while (pump(traffic)) {
      selector.select(this::ready, WAIT_MILLIS_MAX);
    }
  }

  /** Sends what is due now. Whether there is, or will be, anything to wait for. */
  public synchronized boolean pump(Traffic traffic) {
    long now = System.nanoTime();
    long due = traffic.takeDue(now, outstanding);
    while (due != Traffic.NOTHING) {
      begin(traffic, due);
      due = traffic.takeDue(now, outstanding);
    }
    if (now - lastSweepNanos >= SWEEP_NANOS) {
      lastSweepNanos = now;
      sweep(now);
    }
    return outstanding > 0 || !traffic.isOver(now);
  }

  private void begin(Traffic traffic, long due) {
    Exchange exchange = traffic.begin(due);
    FrontEndAddress frontEnd = frontEnds.get(turn++ % frontEnds.size());
    HttpConnection connection = idle.get(frontEnd).pollFirst();
    if (connection != null) {
      outstanding++;
      connection.assign(exchange);
      send(connection);
    } else if (outstanding < connectionsMax && makeRoom()) {
      outstanding++;
      open(frontEnd, exchange);
    } else {
      traffic.notSent(exchange);
    }
  }

  /** With several front ends an idle connection to another may be in the way. */
  private boolean makeRoom() {
    if (connections.size() < connectionsMax) {
      return true;
    }
    connections.removeIf(HttpConnection::isClosed);
    if (connections.size() < connectionsMax) {
      return true;
    }
    for (Deque<HttpConnection> waiting : idle.values()) {
      HttpConnection oldest = waiting.pollLast();
      if (oldest != null) {
        oldest.close();
        connections.remove(oldest);
        return true;
      }
    }
    return false;
  }

  private void open(FrontEndAddress frontEnd, Exchange exchange) {
    HttpConnection connection;
    try {
      connection = new HttpConnection(frontEnd, selector, exchange);
    } catch (IOException e) {
      outstanding--;
      exchange.failed(Failure.NOT_CONNECTED, System.nanoTime());
      return;
    }
    connections.add(connection);
    selector.wakeup(); // or the reader would not look at it before something else comes
    if (connection.isConnected()) {
      send(connection);
    }
  }

  private void send(HttpConnection connection) {
    Exchange exchange = connection.exchange();
    out.clear();
    exchange.write(out, connection.frontEnd);
    out.flip();
    exchange.sent(System.nanoTime());
    try {
      connection.send(out);
    } catch (IOException e) {
      abandon(connection, Failure.CONNECTION_LOST);
    }
  }

  private synchronized void ready(SelectionKey key) {
    HttpConnection connection = (HttpConnection) key.attachment();
    if (connection.isClosed()) {
      return;
    }
    if (connection.isConnected()) {
      receive(connection);
      return;
    }
    try {
      connection.finishConnect();
    } catch (IOException e) {
      abandon(connection, Failure.NOT_CONNECTED);
      return;
    }
    send(connection);
  }

  private void receive(HttpConnection connection) {
    boolean isComplete;
    try {
      isComplete = connection.receive(in, inBytes, answer);
    } catch (IOException e) {
      abandon(connection, Failure.CONNECTION_LOST);
      return;
    } catch (MalformedAnswerException e) {
      abandon(connection, Failure.NOT_HTTP);
      return;
    }
    if (!isComplete) {
      return;
    }
    if (connection.exchange() == null) {
      abandon(connection, Failure.NOT_HTTP); // an answer that nobody asked for
      return;
    }
    long now = System.nanoTime();
    Exchange exchange = connection.release(now);
    outstanding--;
    boolean closes = answer.closes();
    exchange.answered(answer, now);
    if (closes) {
      connection.close();
    } else {
      idle.get(connection.frontEnd).addFirst(connection);
    }
  }

  private void abandon(HttpConnection connection, Failure failure) {
    connection.close();
    long now = System.nanoTime();
    Exchange exchange = connection.release(now);
    if (exchange == null) {
      idle.get(connection.frontEnd).remove(connection);
    } else {
      outstanding--;
      exchange.failed(failure, now);
    }
  }

  private void sweep(long now) {
    for (HttpConnection connection : connections) {
      Exchange exchange = connection.exchange();
      if (connection.isClosed()) {
        continue;
      }
      if (exchange != null && now - exchange.dueNanos() >= timeoutNanos) {
        abandon(connection, connection.isConnected() ? Failure.TIMED_OUT : Failure.NOT_CONNECTED);
      } else if (exchange == null && now - connection.idleSinceNanos() >= IDLE_NANOS_MAX) {
        abandon(connection, Failure.CONNECTION_LOST);
      }
    }
    connections.removeIf(HttpConnection::isClosed);
  }

  @Override
  public synchronized void close() throws IOException {
    connections.forEach(HttpConnection::close);
    selector.close();
  }
}
