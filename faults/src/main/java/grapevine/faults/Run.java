package grapevine.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** One run: load, then rest, then everything is read back. */
final class Run {
  private static final int SESSIONS_OF_A_HOUSEHOLD = 3;
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Settings settings;
  private final long atLeast;
  private final Supplier<Stage> stage;
  private final LongConsumer progress;
  private final AnswerTimes times = new AnswerTimes();
  private final Findings findings;
  private final FrontEndCalls calls;

  /**
   * @param stage what is to be done now
   * @param progress is told the acknowledged writes, many times a second
   */
  Run(Settings settings, long atLeast, Supplier<Stage> stage, LongConsumer progress) {
    this.settings = settings;
    this.findings = new Findings(settings.doDisksFail());
    this.atLeast = atLeast;
    this.stage = stage;
    this.progress = progress;
    this.calls = new FrontEndCalls(settings.timeout());
  }

  Report go() throws InterruptedException {
    try (HistoryFile history = new HistoryFile(settings.history())) {
      Households households = load(history);
      while (stage.get() != Stage.READ_BACK) {
        look();
      }
      Optional<Long> converged =
          new Convergence(calls).await(settings.frontEnds(), settings.convergence());
      new ReadBack(calls, settings.patience(), findings)
          .read(households.all(), settings.readBack());
      households.all().forEach(Household::finish);
      return new Report(
          findings.summary(), times.summary(), converged, settings.readBack(), atLeast);
    }
  }

  private Households load(HistoryFile history) throws InterruptedException {
    List<Basket> baskets = baskets();
    int places = (settings.sessions() + SESSIONS_OF_A_HOUSEHOLD - 1) / SESSIONS_OF_A_HOUSEHOLD;
    String run = "r" + Integer.toHexString(new Random(settings.seed()).nextInt(1 << 24));
    Households households = new Households(run, places, persistence(0), findings, history);
    times.begin(System.nanoTime());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < settings.sessions(); i++) {
      ClientSession session = session(i, households, baskets);
      Thread thread = new Thread(() -> goOn(session), "session-" + i);
      threads.add(thread);
      thread.start();
    }
    while (stage.get() == Stage.LOAD) {
      look();
    }
    times.end(System.nanoTime());
    for (Thread thread : threads) {
      thread.join();
    }
    progress.accept(findings.acknowledgedSoFar());
    return households;
  }

  private ClientSession session(int number, Households households, List<Basket> baskets) {
    int place = number / SESSIONS_OF_A_HOUSEHOLD;
    List<String> others = new ArrayList<>();
    int first = place * SESSIONS_OF_A_HOUSEHOLD;
    int end = Math.min(first + SESSIONS_OF_A_HOUSEHOLD, settings.sessions());
    for (int other = first; other < end; other++) {
      if (other != number) {
        others.add("s" + other);
      }
    }
    return new ClientSession(
        "s" + number,
        others,
        () -> households.at(place),
        persistence(number),
        baskets,
        findings,
        new Random(settings.seed() * 1_000 + number));
  }

  private Persistence persistence(int number) {
    return new Persistence(calls, settings.frontEnds(), number, settings.patience(), times);
  }

  /**
   * At the pace that is this session's share; what could not be kept up with is not made up for.
   */
  private void goOn(ClientSession session) {
    long interval = TimeUnit.SECONDS.toNanos(settings.sessions()) / settings.rate();
    long due = System.nanoTime();
    try {
      while (stage.get() == Stage.LOAD) {
        session.step();
        due = Math.max(due + interval, System.nanoTime() - interval);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      findings.violation(Thread.currentThread().getName() + " ended: " + e);
    }
  }

  private List<Basket> baskets() throws InterruptedException {
    List<Basket> baskets = new ArrayList<>();
    for (int quantity = Basket.LEAST; quantity <= Basket.MOST; quantity++) {
      Outcome quote =
          persistence(0).call(Basket.quote(quantity), Optional.empty(), Optional.empty());
      if (!quote.body().path("orderable").asBoolean()) {
        throw new CannotRun(
            "nothing can be ordered at "
                + settings.frontEnds()
                + " ("
                + quote.code()
                + "); start the cluster first");
      }
      baskets.add(Basket.quoted(quantity, quote));
    }
    return baskets;
  }

  private void look() throws InterruptedException {
    progress.accept(findings.acknowledgedSoFar());
    TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
  }
}
