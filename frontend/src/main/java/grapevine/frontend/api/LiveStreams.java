package grapevine.frontend.api;

import grapevine.common.link.LinkMessage;
import grapevine.frontend.cluster.ChangeObserver;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The streams that are open at this front end, by what they watch. What replica managers tell may
 * be lost, so each stream also looks by itself now and then. Thread-safe.
 */
public final class LiveStreams implements ChangeObserver, AutoCloseable {
  static final int STREAMS_MAX = 2_000;
  static final int OF_CUSTOMER_MAX = 8;
  private static final long LOOK_MILLIS = 500;

  private final Map<Long, Set<LiveStream>> byKey = new ConcurrentHashMap<>();
  private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> customers = new HashMap<>();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live-streams");
            thread.setDaemon(true);
            return thread;
          });

  public LiveStreams() {
    // Cancelled with the executor only.
    var unused =
        looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  @Override
  public boolean isWatching() {
    return !open.isEmpty();
  }

  @Override
  public void changed(LinkMessage.Changes changes) {
    Set<LiveStream> touched = new LinkedHashSet<>();
    for (Long key : changes.keys()) {
      touched.addAll(byKey.getOrDefault(key, Set.of()));
    }
    touched.forEach(stream -> stream.changed(changes.value()));
  }

  /** Takes a place, or refuses; to be given back by {@link #leave}. */
  synchronized void enter(String customerId) {
    int own = customers.getOrDefault(customerId, 0);
    if (own >= OF_CUSTOMER_MAX || open.size() >= STREAMS_MAX) {
      throw Problem.of(
              own >= OF_CUSTOMER_MAX ? ProblemCode.TOO_MANY_REQUESTS : ProblemCode.OVERLOADED,
              "So many streams are open as may be. Close one, or read again now and then.")
          .refused();
    }
    customers.put(customerId, own + 1);
  }

  synchronized void leave(String customerId) {
    customers.computeIfPresent(customerId, (same, own) -> own == 1 ? null : own - 1);
  }

  void add(LiveStream stream) {
    open.add(stream);
  }

  /** First the new ones: a key that is in both is never missing. */
  void watch(LiveStream stream, List<Long> before, List<Long> now) {
    for (Long key : now) {
      byKey.compute(
          key,
          (same, streams) -> {
            Set<LiveStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            all.add(stream);
            return all;
          });
    }
    Set<Long> kept = new HashSet<>(now);
    forget(stream, before.stream().filter(key -> !kept.contains(key)).toList());
  }

  void remove(LiveStream stream, List<Long> keys) {
    open.remove(stream);
    forget(stream, keys);
  }

  private void forget(LiveStream stream, List<Long> keys) {
    for (Long key : keys) {
      byKey.computeIfPresent(
          key,
          (same, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
          });
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
    open.forEach(LiveStream::close);
  }

  private void look() {
    long nowNanos = System.nanoTime();
    open.forEach(stream -> stream.look(nowNanos));
  }
}
