package grapevine.simulator;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.HistoryCounts;
import grapevine.simulator.world.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Many seeds on some threads; each seed has a thread to itself. Ends early when much is wrong. */
final class Campaign {
  private static final int VIOLATIONS_MAX = 10;
  private static final long ABANDON_MILLIS_MAX = 10_000;

  private final long first;
  private final long last;
  private final AtomicLong next;
  private final Consumer<Progress> onProgress;
  private final long startNanos = System.nanoTime();
  private volatile boolean isAbandoned;
  // Below: guarded by this.
  private final List<Violation> violations = new ArrayList<>();
  private final EnumMap<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
  private final Marks marks = new Marks();
  private long seeds;
  private long sqliteSeeds;
  private long virtualMicros;
  private long events;
  private long writes;
  private long reads;
  private long readsOfOthers;

  record Violation(long seed, String what) {}

  /**
   * @param violations all that were found so far
   */
  record Progress(long done, long all, Duration elapsed, List<Violation> violations) {
    double seedsPerSecond() {
      return done * 1e9 / Math.max(1, elapsed.toNanos());
    }
  }

  /**
   * @param belowFloor marks and faults that were met too rarely: the silence of the rest proves
   *     nothing
   */
  record Result(
      long seeds,
      long sqliteSeeds,
      List<Violation> violations,
      Duration elapsed,
      Duration virtual,
      long events,
      long writes,
      long reads,
      long readsOfOthers,
      Map<FaultKind, Long> faults,
      Map<Mark, Long> marks,
      List<String> belowFloor) {
    boolean isGood() {
      return violations.isEmpty() && belowFloor.isEmpty();
    }
  }

  private Campaign(long first, long last, Consumer<Progress> onProgress) {
    this.first = first;
    this.last = last;
    this.next = new AtomicLong(first);
    this.onProgress = onProgress;
  }

  /**
   * Both seeds included. {@code onProgress} is called after every seed, by one thread at a time.
   */
  static Result run(long first, long last, int threads, Consumer<Progress> onProgress)
      throws InterruptedException {
    Campaign campaign = new Campaign(first, last, onProgress);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(campaign::work, "seeds-" + i);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    Thread onInterrupt = new Thread(() -> campaign.abandon(workers), "seeds-end");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    for (Thread worker : workers) {
      worker.join();
    }
    if (!campaign.isAbandoned) {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    }
    return campaign.result();
  }

  /** The process is told to end: seeds under way end first, and take their databases with them. */
  private void abandon(List<Thread> workers) {
    isAbandoned = true;
    for (Thread worker : workers) {
      try {
        worker.join(ABANDON_MILLIS_MAX);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    for (long seed = next.getAndIncrement();
        seed <= last && !isAbandoned && !isHopeless();
        seed = next.getAndIncrement()) {
      try {
        count(SeedRun.run(seed));
      } catch (InvariantViolated violated) {
        note(seed, violated.getMessage());
      } catch (RuntimeException | Error broken) {
        note(seed, "broke: " + broken);
      }
    }
  }

  private synchronized boolean isHopeless() {
    return violations.size() >= VIOLATIONS_MAX;
  }

  private synchronized void note(long seed, String what) {
    violations.add(new Violation(seed, what));
    done();
  }

  private synchronized void count(Simulation.Result run) {
    virtualMicros += run.virtualMicros();
    events += run.events();
    HistoryCounts operations = run.operations();
    writes += operations.okWrites();
    reads += operations.okReads();
    readsOfOthers += operations.readsOfOthers();
    run.faults().forEach((kind, times) -> faults.merge(kind, (long) times, Long::sum));
    marks.add(run.marks());
    sqliteSeeds += SeedRun.isOnSqlite(run.seed()) ? 1 : 0;
    done();
  }

  private void done() {
    seeds++;
    onProgress.accept(new Progress(seeds, last - first + 1, elapsed(), List.copyOf(violations)));
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  private synchronized Result result() {
    return new Result(
        seeds,
        sqliteSeeds,
        List.copyOf(violations),
        elapsed(),
        Duration.ofNanos(virtualMicros * 1000),
        events,
        writes,
        reads,
        readsOfOthers,
        faults,
        marks.counts(),
        belowFloor());
  }

  private List<String> belowFloor() {
    List<String> below = new ArrayList<>();
    for (Mark mark : Mark.values()) {
      if (marks.count(mark) < mark.floor(seeds)) {
        below.add(mark + " " + marks.count(mark) + " times, at least " + mark.floor(seeds));
      }
    }
    for (FaultKind kind : FaultKind.values()) {
      // Half of the seeds have every kind; a kind that never strikes is not simulated.
      if (faults.getOrDefault(kind, 0L) < seeds / 4) {
        below.add(kind + " " + faults.getOrDefault(kind, 0L) + " times, at least " + seeds / 4);
      }
    }
    return below;
  }
}
