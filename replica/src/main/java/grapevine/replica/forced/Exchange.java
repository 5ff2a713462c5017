package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests and their answers over a transport that may lose either. Whoever asks waits, so there
 * are as few requests under way as the library has threads that ask: one to each peer, and votes.
 */
final class Exchange {
  private record Waiting(MemberId peer, CompletableFuture<ByteBuffer> answer) {}

  private final ForcedTransport transport;
  private final Duration patience;
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentHashMap<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  Exchange(ForcedTransport transport, Duration patience) {
    this.transport = transport;
    this.patience = patience;
  }

  ByteBuffer ask(MemberId peer, ForcedMessage.Kind kind, byte[] request) throws IOException {
    long number = numbers.incrementAndGet();
    CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
    waiting.put(number, new Waiting(peer, answer));
    try {
      if (isClosed) {
        throw new IOException("closed");
      }
      transport.send(peer, ForcedMessage.encode(kind, number, request));
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      InterruptedIOException interrupted = new InterruptedIOException("while waiting for " + peer);
      interrupted.initCause(e);
      throw interrupted;
    } catch (TimeoutException e) {
      throw new IOException("no answer from " + peer, e);
    } catch (ExecutionException e) {
      throw new IOException(peer + ": " + e.getCause().getMessage(), e);
    } finally {
      waiting.remove(number);
    }
  }

  /** One that nobody waits for any more means nothing, nor does somebody else's. */
  void answered(MemberId from, ForcedMessage message) {
    Waiting asked = waiting.get(message.number());
    if (asked == null || !asked.peer.equals(from)) {
      return;
    }
    if (message.kind() == ForcedMessage.Kind.ANSWER) {
      asked.answer.complete(message.body());
    } else {
      String reason = StandardCharsets.UTF_8.decode(message.body()).toString();
      asked.answer.completeExceptionally(new IOException(reason));
    }
  }

  void close() {
    isClosed = true;
    waiting.values().forEach(w -> w.answer.completeExceptionally(new IOException("closed")));
  }
}
