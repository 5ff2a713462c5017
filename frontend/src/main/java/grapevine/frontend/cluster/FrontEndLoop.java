package grapevine.frontend.cluster;

import grapevine.common.TurnPace;
import grapevine.common.link.LinkMessage;
import grapevine.frontend.metrics.FrontEndMetrics;
import grapevine.protocol.CallId;
import grapevine.protocol.FrontEnd;
import grapevine.protocol.FrontEndEffect;
import grapevine.protocol.FrontEndEffect.CallTrace;
import grapevine.protocol.FrontEndEffect.Completion;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts the front end's core on the one thread that owns it. Callers hand in calls and get a
 * future, which is completed on the executor, never on the loop's thread, together with others of
 * the same turn: waking a thread costs more than what it then does for one call. The queue of
 * inputs is bounded: a call that finds it full is refused at once, a link that finds it full waits
 * (its sender then fills up, and loss is allowed).
 */
public final class FrontEndLoop implements ReplicaCluster.Listener, AutoCloseable {
  public static final int TICK_MILLIS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(FrontEndLoop.class);
  private static final int INPUTS_MAX = 16_384;
  private static final int BATCH_MAX = 1024;

  // Nobody shall wait for many others' answers to be written.
  private static final int HANDED_OVER_MAX = 16;
  private static final int REPORT_TICKS = 100;

  // After a pause (a stopped process, a suspended machine) time that nobody could use does not
  // count.
  private static final int TICKS_AT_ONCE_MAX = 20;
  private static final long FULL_WAIT_MILLIS = 100;

  private final String name;
  private final String url;
  private final ReplicaCluster cluster;
  private final Executor executor;
  private final FrontEndMetrics metrics;
  private final ArrayBlockingQueue<Runnable> inputs = new ArrayBlockingQueue<>(INPUTS_MAX);
  private final Thread thread;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean isStopping;
  private final KnownOrigins origins = new KnownOrigins(System::nanoTime);
  private volatile ChangeObserver observer = ChangeObserver.NONE;

  // Below: touched by the loop's thread only.
  private final FrontEnd core;
  private final Map<Long, OpenCall> calls = new HashMap<>();
  private final FrontEndSightings sightings;
  private final ReplicaDirectory directory;
  private List<Runnable> completions = new ArrayList<>();
  private final Map<String, List<LinkMessage>> outbox = new TreeMap<>();
  private long lastCall;
  private long ticks;

  /**
   * @param url where clients reach this front end; told to the cluster
   */
  public FrontEndLoop(
      String name,
      String url,
      FrontEndSettings settings,
      ReplicaCluster cluster,
      Executor executor,
      FrontEndMetrics metrics) {
    this.name = name;
    this.url = url;
    this.directory = new ReplicaDirectory(settings.replicas());
    this.cluster = cluster;
    this.executor = executor;
    this.metrics = metrics;
    this.core = new FrontEnd(settings);
    this.sightings = new FrontEndSightings(origins);
    this.thread = new Thread(this::run, "front-end-loop");
    metrics.queue(inputs::size);
  }

  /** A call that the core has not ended yet. */
  private record OpenCall(
      CompletableFuture<Completion> completion, FrontEndMetrics.CallMeters kind, long sinceNanos) {}

  /** To be set before the start. */
  public void observe(ChangeObserver newObserver) {
    observer = newObserver;
  }

  /** The first stream is open: replica managers are to know it at once. */
  public void tellWatching() {
    var unused = inputs.offer(this::reportToAll);
  }

  public void start() {
    thread.start();
    cluster.start(this);
  }

  /** Without a token, whatever the replica managers are known to cover will do. */
  public CompletableFuture<Completion> query(Optional<Token> token, Payload query) {
    return call(metrics.queries(), number -> new FrontEndInput.Query(number, token, query));
  }

  public CompletableFuture<Completion> update(
      CallId callId, Token token, long requestHash, Payload operation) {
    return call(
        metrics.updates(),
        number -> new FrontEndInput.Update(number, callId, token, requestHash, operation));
  }

  /** An update that is to be decided in the one order for all. */
  public CompletableFuture<Completion> force(
      CallId callId, Token token, long requestHash, Payload operation) {
    return call(
        metrics.forced(),
        number -> new FrontEndInput.Forced(number, callId, token, requestHash, operation));
  }

  public CompletableFuture<ClusterView> view() {
    CompletableFuture<ClusterView> view = new CompletableFuture<>();
    Runnable look = () -> complete(view, new ClusterView(core.replicas(), sightings.all(report())));
    if (!inputs.offer(look)) {
      view.complete(new ClusterView(List.of(), List.of()));
    }
    return view;
  }

  /** Whether pages of this origin come from a front end of this cluster. On any thread. */
  public boolean isFrontEnd(String origin) {
    return origins.isKnown(origin);
  }

  @Override
  public void opened(String replica) {
    LOG.info("{} is connected to {}", name, replica);
    offerPatiently(
        () -> {
          step(new FrontEndInput.Link(replica, true));
          report(replica);
        });
  }

  @Override
  public void closed(String replica) {
    LOG.info("{} has lost {}", name, replica);
    offerPatiently(
        () -> {
          sightings.forget(replica);
          step(new FrontEndInput.Link(replica, false));
        });
  }

  @Override
  public void received(String replica, List<LinkMessage> messages) {
    offerPatiently(() -> messages.forEach(message -> receive(replica, message)));
  }

  /**
   * Done when the loop has ended: closed, or by a broken invariant, after which the process must
   * stop.
   */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Ends the links and the loop; updates still open are refused as of unknown outcome. */
  @Override
  public void close() {
    cluster.close();
    isStopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Completion> call(
      FrontEndMetrics.CallMeters kind, LongFunction<FrontEndInput> input) {
    CompletableFuture<Completion> completion = new CompletableFuture<>();
    OpenCall open = new OpenCall(completion, kind, System.nanoTime());
    Runnable begin =
        () -> {
          calls.put(++lastCall, open);
          step(input.apply(lastCall));
        };
    if (isStopping || !inputs.offer(begin)) {
      Completion refusal = refused(FrontEndEffect.Refusal.OVERLOADED);
      metrics.completed(kind, refusal, 0);
      completion.complete(refusal);
    }
    return completion;
  }

  private void offerPatiently(Runnable input) {
    try {
      boolean isTaken = false;
      while (!isTaken && !isStopping) {
        isTaken = inputs.offer(input, FULL_WAIT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long nextTickNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
      List<Runnable> batch = new ArrayList<>();
      TurnPace pace = new TurnPace();
      while (!isStopping) {
        pace.await();
        Runnable first = inputs.poll(nextTickNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (first != null) {
          batch.add(first);
          inputs.drainTo(batch, BATCH_MAX);
        }
        int taken = batch.size();
        pace.begin(taken);
        batch.forEach(Runnable::run);
        batch.clear();
        nextTickNanos = tickUntilNow(nextTickNanos);
        letOut();
        handOver();
        metrics.turned(taken, calls.size());
      }
    } catch (InterruptedException e) {
      LOG.debug("{} stops", name);
    } catch (RuntimeException e) {
      LOG.error("{} stops: its core is broken; this is a defect", name, e);
    } finally {
      isStopping = true;
      calls.values().forEach(call -> end(call, refused(atStop(call))));
      handOver();
      ended.complete(null);
    }
  }

  private long tickUntilNow(long nextTickNanos) {
    long tickNanos = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    long due = Math.max(0, (System.nanoTime() - nextTickNanos) / tickNanos + 1);
    if (System.nanoTime() - nextTickNanos < 0) {
      return nextTickNanos;
    }
    for (long i = Math.min(due, TICKS_AT_ONCE_MAX); i > 0; i--) {
      tick();
    }
    return nextTickNanos + due * tickNanos;
  }

  private void tick() {
    step(new FrontEndInput.Tick());
    if (++ticks % REPORT_TICKS == 0) {
      reportToAll();
    }
  }

  private void reportToAll() {
    directory.names().forEach(this::report);
  }

  private void report(String replica) {
    gather(replica, report());
    gather(replica, new LinkMessage.Watch(observer.isWatching()));
  }

  private void receive(String replica, LinkMessage message) {
    if (message instanceof LinkMessage.Reply reply) {
      step(new FrontEndInput.Reply(replica, reply.reply()));
    } else if (message instanceof LinkMessage.Status status) {
      sightings.heard(replica, status.frontEnds());
      look(replica, status.report());
      step(new FrontEndInput.Report(replica, status.status(), status.report()));
    } else if (message instanceof LinkMessage.Changes changes) {
      observer.changed(changes);
    } else {
      LOG.debug("{} sent a message that front ends have no use for", replica);
    }
  }

  // Members come and go while this front end runs (R17).
  private void look(String replica, ReplicaReport report) {
    String name = report.member().name();
    boolean isNew = directory.heard(report);
    if (!name.equals(replica) && directory.names().contains(replica)) {
      LOG.info("{} knows {} as {} now", this.name, replica, name);
      directory.isReally(replica, name);
      cluster.isReally(replica, name);
      isNew = true;
    }
    if (isNew) {
      LOG.info("{} asks {} now", this.name, directory.names());
      cluster.follow(directory.addresses());
      step(new FrontEndInput.Replicas(directory.names()));
    }
  }

  private void step(FrontEndInput input) {
    for (FrontEndEffect effect : core.step(input)) {
      if (effect instanceof FrontEndEffect.Send send) {
        gather(send.replica(), new LinkMessage.Call(send.call()));
      } else if (effect instanceof FrontEndEffect.Complete done) {
        end(calls.remove(done.call()), done.completion());
      }
    }
  }

  private void gather(String replica, LinkMessage message) {
    outbox.computeIfAbsent(replica, first -> new ArrayList<>()).add(message);
  }

  // All of a turn for one replica manager in one frame: a frame costs more than what is in it.
  private void letOut() {
    outbox.forEach(cluster::send);
    outbox.clear();
  }

  private LinkMessage.FrontEndReport report() {
    return new LinkMessage.FrontEndReport(name, url, core.timestamp());
  }

  private void end(OpenCall call, Completion completion) {
    metrics.completed(call.kind, completion, System.nanoTime() - call.sinceNanos);
    complete(call.completion, completion);
  }

  private <T> void complete(CompletableFuture<T> future, T value) {
    completions.add(() -> future.complete(value));
    if (completions.size() == HANDED_OVER_MAX) {
      handOver();
    }
  }

  private void handOver() {
    if (completions.isEmpty()) {
      return;
    }
    List<Runnable> ready = completions;
    completions = new ArrayList<>();
    Runnable completeAll = () -> ready.forEach(Runnable::run);
    try {
      executor.execute(completeAll);
    } catch (RejectedExecutionException e) {
      completeAll.run(); // the executor has stopped before us
    }
  }

  /** Who has only asked knows that nothing has happened. */
  private FrontEndEffect.Refusal atStop(OpenCall call) {
    return call.kind == metrics.queries()
        ? FrontEndEffect.Refusal.NO_REPLICA_AVAILABLE
        : FrontEndEffect.Refusal.OUTCOME_UNKNOWN;
  }

  private static Completion refused(FrontEndEffect.Refusal refusal) {
    CallTrace nothing =
        new CallTrace(List.of(), List.of(), VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0);
    return new FrontEndEffect.Refused(refusal, nothing);
  }
}
