package grapevine.frontend.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.common.Json;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.security.ClusterKey;
import grapevine.frontend.cluster.ClusterView;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.cluster.ReplicaPort;
import grapevine.frontend.http.EventStream;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.protocol.ReplicaView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster as frames, for those who watch it live: at most five a second while something
 * happens, one while nothing does. A watcher that has not read the last frame misses the next ones.
 * Thread-safe.
 */
public final class ClusterFeed implements AutoCloseable {
  static final int WATCHERS_MAX = 64;
  private static final long FRAME_MILLIS = 200;
  private static final int QUIET_FRAMES = 5;
  private static final int DETAIL_FRAMES = 5;
  private static final long STUCK_NANOS = 20_000_000_000L;
  private static final Logger LOG = LoggerFactory.getLogger(ClusterFeed.class);

  private final FrontEndLoop loop;
  private final String name;
  private final UnaryOperator<String> urlOf;
  private final LongSupplier nowMillis;
  private final ReplicaPort port;
  private final ReplicaDetails details;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isMaking = new AtomicBoolean();
  private final ScheduledExecutorService pace =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cluster-feed");
            thread.setDaemon(true);
            return thread;
          });
  // Below: by whoever makes a frame, one at a time.
  private volatile Seen seen = new Seen(List.of(), -1);
  private final AtomicLong frames = new AtomicLong();
  private volatile long sentAt;

  private record Seen(List<Object> cluster, long details) {}

  private record Frame(
      long frame,
      String at,
      String frontEnd,
      ClusterApi.ClusterDocument cluster,
      Map<String, ObjectNode> details) {}

  /**
   * @param name of this front end
   */
  public ClusterFeed(
      FrontEndLoop loop,
      String name,
      UnaryOperator<String> urlOf,
      ClusterKey key,
      LongSupplier nowMillis) {
    this.loop = loop;
    this.name = name;
    this.urlOf = urlOf;
    this.nowMillis = nowMillis;
    this.port = new ReplicaPort(key);
    this.details = new ReplicaDetails(port, urlOf);
    // Cancelled with the executor only.
    var unused =
        pace.scheduleAtFixedRate(this::tick, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
  }

  ReplicaPort port() {
    return port;
  }

  /** Where a replica manager is; empty for one that is not known. */
  String urlOf(String replica) {
    return urlOf.apply(replica);
  }

  void requireRoom() {
    if (watchers.size() >= WATCHERS_MAX) {
      throw Problem.of(
              ProblemCode.OVERLOADED,
              "So many watch as may. Close a page, or read GET /v1/cluster now and then.")
          .refused();
    }
  }

  void add(EventStream stream) {
    Watcher watcher = new Watcher(stream);
    stream.own(watcher);
    if (watchers.isEmpty()) {
      details.forget(); // Of before: nobody was asked since.
    }
    watchers.add(watcher);
    seen = new Seen(List.of(), -1); // It has seen nothing yet.
  }

  private void tick() {
    if (watchers.isEmpty() || !isMaking.compareAndSet(false, true)) {
      return;
    }
    var unused =
        loop.view()
            .thenAccept(this::make)
            .whenComplete(
                (done, failure) -> {
                  isMaking.set(false);
                  if (failure != null) {
                    LOG.error("a frame could not be made", failure);
                  }
                });
  }

  private void make(ClusterView view) {
    long frame = frames.incrementAndGet();
    if (frame % DETAIL_FRAMES == 1) {
      details.refresh(view.replicas().stream().map(ReplicaView::name).toList());
    }
    Seen now = new Seen(essence(view), details.version());
    if (now.equals(seen) && frame - sentAt < QUIET_FRAMES) {
      return;
    }
    seen = now;
    sentAt = frame;
    byte[] data =
        Json.bytes(
            new Frame(
                frame,
                Rfc3339.ofMillis(nowMillis.getAsLong()),
                name,
                ClusterApi.document(view, urlOf),
                new TreeMap<>(details.pages())));
    watchers.forEach(watcher -> watcher.show(Long.toString(frame), data));
  }

  /** What is worth a frame: all but how long ago somebody was heard. */
  private static List<Object> essence(ClusterView view) {
    return List.of(
        view.frontEnds(),
        view.replicas().stream()
            .map(replica -> List.of(ClusterView.statusOf(replica), replica.report()))
            .toList());
  }

  @Override
  public void close() {
    pace.shutdownNow();
    watchers.forEach(watcher -> watcher.stream.close());
  }

  private final class Watcher implements EventStream.Owner {
    private final EventStream stream;
    private volatile long shownNanos = System.nanoTime();

    Watcher(EventStream stream) {
      this.stream = stream;
    }

    void show(String frame, byte[] data) {
      if (!stream.isWriting()) {
        shownNanos = System.nanoTime();
        stream.send(frame, "frame", data);
      } else if (System.nanoTime() - shownNanos > STUCK_NANOS) {
        stream.close();
      }
    }

    @Override
    public void written() {
      // The next frame is newer than what was missed.
    }

    @Override
    public void closed() {
      watchers.remove(this);
    }
  }
}
