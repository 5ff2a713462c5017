package grapevine.frontend.api;

import grapevine.frontend.api.ClientCall.Seen;
import grapevine.frontend.http.EventStream;
import grapevine.frontend.http.Failures;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One client's open stream: shows how something is, and again whenever it has changed. Changes that
 * come while one is being read or written are one. Each event's id is a causal token, so that a
 * client that comes back, to any front end, sees nothing older. Thread-safe.
 */
final class LiveStream implements EventStream.Owner {
  private static final long LOOK_AGAIN_NANOS = 10_000_000_000L;
  private static final long STILL_HERE_NANOS = 10_000_000_000L;
  private static final long STUCK_NANOS = 20_000_000_000L;

  private final LiveStreams streams;
  private final String customerId;
  private final Source source;
  private final EventStream out;
  private List<Long> keys = List.of();
  private Token token;
  private byte[] shown = new byte[0];
  private boolean isChanged;
  private boolean isAsking;
  private boolean isClosed;
  private long askedNanos = System.nanoTime();
  private long saidNanos = System.nanoTime();

  /** What a stream shows. */
  interface Source {
    /** Asks the cluster, from a state that covers the token. */
    CompletableFuture<Asked> ask(Token token);

    /** One line of JSON. */
    byte[] render(Seen seen);

    /** What it is to be looked at again for, beside what it began with. */
    List<Long> keys(Seen seen);

    String event();

    String sign(Token token);

    /** Whether the caller is nobody any more. */
    boolean isExpired();
  }

  /** An answer, and what has been seen with it. */
  record Asked(Seen seen, Optional<Token> token) {}

  /** Opens it with what was seen first. */
  static void open(
      LiveStreams streams, String customerId, Source source, EventStream out, Asked first) {
    LiveStream stream = new LiveStream(streams, customerId, source, out, first);
    out.own(stream);
    stream.begin(first);
  }

  private LiveStream(
      LiveStreams streams, String customerId, Source source, EventStream out, Asked first) {
    this.streams = streams;
    this.customerId = customerId;
    this.source = source;
    this.out = out;
    this.token = first.token.orElse(Token.EMPTY);
  }

  private synchronized void begin(Asked first) {
    if (!isClosed) {
      streams.add(this);
      show(first);
    }
  }

  /**
   * @param value a state that shows the change
   */
  synchronized void changed(VectorTimestamp value) {
    token = token.merge(new Token(value, List.of(), 0));
    isChanged = true;
    goOn();
  }

  synchronized void look(long nowNanos) {
    boolean isStuck = out.isWriting() && nowNanos - saidNanos > STUCK_NANOS;
    if (isStuck || source.isExpired()) {
      close();
      return;
    }
    isChanged |= nowNanos - askedNanos > LOOK_AGAIN_NANOS;
    goOn();
    if (!isAsking && !out.isWriting() && nowNanos - saidNanos > STILL_HERE_NANOS) {
      saidNanos = nowNanos;
      out.sayStillHere();
    }
  }

  void close() {
    out.close();
  }

  @Override
  public synchronized void written() {
    goOn();
  }

  @Override
  public synchronized void closed() {
    if (!isClosed) {
      isClosed = true;
      streams.remove(this, keys);
      streams.leave(customerId);
    }
  }

  private void goOn() {
    if (isClosed || !isChanged || isAsking || out.isWriting()) {
      return;
    }
    isChanged = false;
    isAsking = true;
    askedNanos = System.nanoTime();
    var unused = source.ask(token).whenComplete(this::asked);
  }

  // That nobody can answer now is no reason to end: the next look asks again.
  private synchronized void asked(Asked asked, Throwable refusal) {
    isAsking = false;
    if (refusal == null && !isClosed) {
      show(asked);
    } else if (refusal != null && !Failures.toProblem(refusal).code().isRetryable()) {
      close();
    }
    goOn();
  }

  private synchronized void show(Asked asked) {
    token = asked.token.map(token::merge).orElse(token);
    watch(source.keys(asked.seen));
    byte[] now = source.render(asked.seen);
    if (!Arrays.equals(now, shown)) {
      shown = now;
      saidNanos = System.nanoTime();
      out.send(source.sign(token), source.event(), now);
    }
  }

  private void watch(List<Long> wanted) {
    if (!wanted.equals(keys)) {
      streams.watch(this, keys, wanted);
      keys = wanted;
      // What changed between the look and now was told to nobody.
      isChanged = true;
    }
  }
}
