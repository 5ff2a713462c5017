package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.Query;
import grapevine.frontend.api.ClientCall.Seen;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Questions that providers of open data could answer better than what is known: says what is
 * wanted, waits a moment whether it comes, and then goes on with what there is. Thread-safe.
 */
final class LiveData {
  static final long WAIT_MILLIS_MAX = 1_500;

  /** Of one front end in a minute: whoever asks for what nobody knows makes rows that stay. */
  static final int WANTS_A_MINUTE = 60;

  /** After so long one need not wait for it any more. */
  private static final long YOUNG_MILLIS = 20_000;

  private static final long PAUSE_MILLIS = 100;
  private static final int WAITING_MAX = 64;
  private static final int REMEMBERED = 10_000;

  private final LongSupplier nowMillis;
  private final Semaphore places = new Semaphore(WAITING_MAX);
  private final BoundedTable<Long> wantedAt = new BoundedTable<>(REMEMBERED);
  private long minute;
  private int wantedThisMinute;

  LiveData(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** The answer, whatever could not be asked for; never {@link Answer.Awaiting}. */
  CompletableFuture<Seen> ask(ClientCall call, Query query) {
    return call.ask(query).thenCompose(first -> better(call, query, first)).thenApply(this::plain);
  }

  private CompletableFuture<Seen> better(ClientCall call, Query query, Seen first) {
    if (!(first.answer() instanceof Answer.Awaiting awaiting)) {
      return CompletableFuture.completedFuture(first);
    }
    return want(call, awaiting.wants())
        .thenCompose(
            isWorthwhile -> {
              if (!isWorthwhile || !places.tryAcquire()) {
                return CompletableFuture.completedFuture(first);
              }
              long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX);
              return again(call, query, first, until)
                  .whenComplete((seen, failure) -> places.release());
            });
  }

  private CompletableFuture<Seen> again(ClientCall call, Query query, Seen last, long untilNanos) {
    if (untilNanos - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
      return CompletableFuture.completedFuture(last);
    }
    return CompletableFuture.supplyAsync(
            () -> call.ask(query),
            CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS))
        .thenCompose(asked -> asked)
        .thenCompose(
            seen ->
                seen.answer() instanceof Answer.Awaiting awaiting
                    ? want(call, awaiting.wants())
                        .thenCompose(any -> again(call, query, seen, untilNanos))
                    : CompletableFuture.completedFuture(seen))
        // There is an answer already.
        .exceptionally(failure -> last);
  }

  /** Whether something may come soon. */
  private CompletableFuture<Boolean> want(ClientCall call, List<ProviderFact.Want> wants) {
    CompletableFuture<Boolean> made = CompletableFuture.completedFuture(false);
    for (ProviderFact.Want want : wants) {
      switch (turn(want)) {
        case NEW -> made = made.thenCompose(any -> make(call, want));
        case YOUNG -> made = made.thenApply(any -> true);
        case OLD -> {}
      }
    }
    return made;
  }

  private enum Turn {
    NEW,
    YOUNG,
    /** Or one of too many. */
    OLD
  }

  private synchronized Turn turn(ProviderFact.Want want) {
    long now = nowMillis.getAsLong();
    String key = want.callId().hex();
    Long since = wantedAt.get(key);
    if (since != null) {
      return now - since < YOUNG_MILLIS ? Turn.YOUNG : Turn.OLD;
    }
    long thisMinute = TimeUnit.MILLISECONDS.toMinutes(now);
    wantedThisMinute = thisMinute == minute ? wantedThisMinute + 1 : 1;
    minute = thisMinute;
    if (wantedThisMinute > WANTS_A_MINUTE) {
      return Turn.OLD;
    }
    wantedAt.put(key, now);
    return Turn.NEW;
  }

  /** A want that cannot be made is no reason to refuse an answer that is there. */
  private static CompletableFuture<Boolean> make(ClientCall call, ProviderFact.Want want) {
    return call.make(want.callId(), want.callId(), want)
        .thenApply(acknowledged -> true)
        .exceptionally(failure -> false);
  }

  private Seen plain(Seen seen) {
    return seen.answer() instanceof Answer.Awaiting awaiting
        ? ClientCall.understood(new Seen(awaiting.answer(), seen.durability()))
        : seen;
  }
}
