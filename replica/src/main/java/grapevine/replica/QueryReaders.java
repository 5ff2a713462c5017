package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.database.DamagedRecordException;
import grapevine.database.QueryReader;
import grapevine.database.QueryResult;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReply.QueryReply;
import grapevine.protocol.ReplicaStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that answer queries, each with its own read-only connection, so that no query holds
 * up the event loop. What they are handed is committed already; an answer is from that state or a
 * newer one.
 */
final class QueryReaders implements AutoCloseable {
  static final int READERS = 2;
  static final int WAITING_MAX = 8192;
  private static final int BATCH_MAX = 16;
  private static final long IDLE_MILLIS = 200;
  private static final Logger LOG = LoggerFactory.getLogger(QueryReaders.class);

  private record Waiting(CallTable.Origin origin, Payload query, long sinceNanos) {}

  private final ArrayBlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final ReplicaMetrics metrics;
  private final List<Thread> threads = new ArrayList<>();
  private final StatusGauge gauge = new StatusGauge();
  private volatile Consumer<DamagedRecordException> onDamage = damage -> {};
  private volatile boolean isStopping;

  QueryReaders(String name, Supplier<QueryReader> opener, ReplicaMetrics metrics) {
    this.metrics = metrics;
    for (int i = 1; i <= READERS; i++) {
      QueryReader reader = opener.get();
      Thread thread = new Thread(() -> run(reader), name + "-reader-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** Who is told of damaged rows, on a reader's thread. */
  void onDamage(Consumer<DamagedRecordException> told) {
    onDamage = told;
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** False when too many wait, or have waited too long. */
  boolean offer(CallTable.Origin origin, Payload query) {
    long nowNanos = System.nanoTime();
    return oldestWaitNanos(nowNanos) <= InputQueue.CALL_WAIT_NANOS_MAX
        && waiting.offer(new Waiting(origin, query, nowNanos));
  }

  int length() {
    return waiting.size();
  }

  /** As the waits before the readers show it. */
  ReplicaStatus status(long nowNanos) {
    return gauge.measure(nowNanos, oldestWaitNanos(nowNanos));
  }

  private long oldestWaitNanos(long nowNanos) {
    Waiting oldest = waiting.peek();
    return oldest == null ? 0 : nowNanos - oldest.sinceNanos;
  }

  /** Nothing is answered after this returns; what still waited is dropped. */
  @Override
  public void close() {
    isStopping = true;
    threads.forEach(Stopping::await);
  }

  /** For a failed disk: what is being answered now is not sent any more. */
  void stop() {
    isStopping = true;
  }

  private void run(QueryReader reader) {
    try (reader) {
      List<Waiting> batch = new ArrayList<>();
      while (!isStopping) {
        batch.clear();
        Waiting first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          long nowNanos = System.nanoTime();
          gauge.record(nowNanos, nowNanos - first.sinceNanos);
          metrics.queriesTaken(nowNanos - first.sinceNanos);
          batch.add(first);
          waiting.drainTo(batch, BATCH_MAX - 1);
          answer(reader, batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(QueryReader reader, List<Waiting> batch) {
    Map<Caller, List<LinkMessage>> replies = new LinkedHashMap<>();
    for (Waiting query : batch) {
      QueryReply reply = answer(reader, query);
      metrics.replied(reply);
      metrics.took(query.origin);
      replies
          .computeIfAbsent(query.origin.caller(), caller -> new ArrayList<>())
          .add(new LinkMessage.Reply(reply));
    }
    release(reader);
    replies.forEach(
        (caller, answers) -> {
          if (!isStopping) {
            caller.send(answers);
          }
        });
  }

  private static void release(QueryReader reader) {
    try {
      reader.release();
    } catch (RuntimeException e) {
      LOG.warn("a snapshot could not be released", e);
    }
  }

  private QueryReply answer(QueryReader reader, Waiting query) {
    long call = query.origin.call();
    if (query.origin.deadlineNanos() - System.nanoTime() <= 0) {
      metrics.countLate();
      return QueryReply.refused(call, Outcome.BUSY, 0);
    }
    try {
      QueryResult result = reader.answerNext(query.query);
      return new QueryReply(
          call,
          Outcome.DONE,
          result.answer(),
          result.valueTimestamp(),
          result.lamport(),
          result.durability());
    } catch (DamagedRecordException e) {
      // Another replica manager answers, and this one has the row mended.
      LOG.warn("a query could not be answered: {}", e.getMessage());
      onDamage.accept(e);
      return QueryReply.refused(call, Outcome.FAILED, 0);
    } catch (RuntimeException e) {
      // Another replica manager may be able to answer; this one's writer is not touched by it.
      LOG.warn("a query could not be answered", e);
      return QueryReply.refused(call, Outcome.FAILED, 0);
    }
  }
}
