package grapevine.benchmark.load;

import grapevine.benchmark.http.HttpLoop;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Runs steps one after the other, with the same customers and connections. */
public final class LoadGenerator implements AutoCloseable {
  private static final int PREPARING_CONNECTIONS = 32;
  private static final long PREPARING_SECONDS_MAX = 60;

  private final LoadSettings settings;
  private final HttpLoop loop;
  private final RequestWriter writer;
  private final List<Customer> customers;
  private final CustomerPool pool;
  private final SplittableRandom random;

  public LoadGenerator(LoadSettings settings, List<byte[]> bodies) throws IOException {
    this.settings = settings;
    this.loop =
        new HttpLoop(
            settings.frontEnds(),
            settings.connectionsMax(),
            TimeUnit.SECONDS.toNanos(settings.timeoutSeconds()));
    this.writer = new RequestWriter("bench-" + UUID.randomUUID(), bodies);
    this.customers = CustomerPool.create(settings.customers());
    this.pool = new CustomerPool(customers);
    this.random = new SplittableRandom(settings.seed());
  }

  /**
   * Gives every customer an order where the mix reads. Refusals are tried again for a while.
   *
   * @return how many are still without one
   */
  public int prepare() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PREPARING_SECONDS_MAX);
    List<Customer> without = settings.mix().reads() ? customers : List.of();
    while (!without.isEmpty() && System.nanoTime() - deadline < 0) {
      Pace pace =
          new ClosedPace(
              Math.min(PREPARING_CONNECTIONS, settings.connectionsMax()), deadline, without.size());
      loop.run(
          new StepTraffic(
              pace,
              Mix.PLACE,
              random,
              new CustomerPool(without),
              writer,
              new StepTally(deadline, 0),
              new GeneratorCost(deadline)));
      without = without.stream().filter(customer -> !customer.hasOrder()).toList();
    }
    return without.size();
  }

  /** Requests come at this rate, whatever happens to them. */
  public StepResult open(double perSecond) throws IOException {
    long seed = random.nextLong();
    long start = System.nanoTime();
    Window window = Window.after(start, settings);
    Step step = new Step(pace(perSecond, seed, start, window), window);
    OpenPace same = pace(perSecond, seed, start, window);
    try (AlarmClock alarm = new AlarmClock(same, () -> loop.pump(step.traffic))) {
      alarm.start();
      loop.run(step.traffic);
    }
    return step.result(perSecond, null);
  }

  /** So many connections, each asking again as soon as it is answered. */
  public StepResult closed(int connections) throws IOException {
    Window window = Window.after(System.nanoTime(), settings);
    Step step = new Step(new ClosedPace(connections, window.endNanos(), Long.MAX_VALUE), window);
    loop.run(step.traffic);
    return step.result(null, connections);
  }

  private OpenPace pace(double perSecond, long seed, long start, Window window) {
    ArrivalSchedule schedule =
        settings.isPoisson()
            ? ArrivalSchedule.poisson(perSecond, seed)
            : ArrivalSchedule.even(perSecond);
    return new OpenPace(schedule, start, window.endNanos());
  }

  private record Window(long startNanos, long endNanos, long startMillis) {
    static Window after(long nowNanos, LoadSettings settings) {
      long start = nowNanos + TimeUnit.SECONDS.toNanos(settings.warmUpSeconds());
      return new Window(
          start,
          start + TimeUnit.SECONDS.toNanos(settings.seconds()),
          System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(settings.warmUpSeconds()));
    }
  }

  /** One step under way: its requests and their counts. */
  private final class Step {
    private final Window window;
    private final StepTally tally;
    private final GeneratorCost cost;
    private final StepTraffic traffic;

    Step(Pace pace, Window window) {
      this.window = window;
      tally = new StepTally(window.startNanos(), settings.seconds());
      cost = new GeneratorCost(window.startNanos());
      traffic = new StepTraffic(pace, settings.mix(), random, pool, writer, tally, cost);
    }

    StepResult result(Double perSecond, Integer connections) {
      return new StepResult(
          perSecond,
          connections,
          window.startMillis(),
          settings.seconds(),
          tally.total(),
          tally.byKind(),
          tally.lag(),
          cost.microsPerRequest(),
          tally.perSecond());
    }
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
