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
    return call.ask(query)
        .thenCompose(first -> better(call, query, first))
        .thenApply(LiveData::plain);
  }

  private CompletableFuture<Seen> better(ClientCall call, Query query, Seen first) {
    if (!(first.answer() instanceof Answer.Awaiting awaiting)) {
      return CompletableFuture.completedFuture(first);
    }
    if (!want(call, awaiting.wants()) || !places.tryAcquire()) {
      return CompletableFuture.completedFuture(first);
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS_MAX);
    return again(call, query, first, until).whenComplete((seen, failure) -> places.release());
  }

  private CompletableFuture<Seen> again(ClientCall call, Query query, Seen last, long untilNanos) {
    if (untilNanos - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
      return CompletableFuture.completedFuture(last);
    }
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, PAUSE_MILLIS, TimeUnit.MILLISECONDS)
        .thenComposeAsync(paused -> call.ask(query))
        .thenCompose(
            seen ->
                seen.answer() instanceof Answer.Awaiting awaiting && want(call, awaiting.wants())
                    ? again(call, query, seen, untilNanos)
                    : CompletableFuture.completedFuture(seen))
        // There is an answer already.
        .exceptionally(failure -> last);
  }

  /** Says what is wanted, once each; whether something may come soon that is worth a wait. */
  private boolean want(ClientCall call, List<ProviderFact.Want> wants) {
    boolean isAnySoon = false;
    for (ProviderFact.Want want : wants) {
      Turn turn = turn(want);
      isAnySoon |= turn != Turn.OLD && want.customersWait();
      if (turn == Turn.NEW) {
        // Nobody waits for it, and no session depends on it.
        var unused = call.aside().make(want.callId(), want.callId(), want);
      }
    }
    return isAnySoon;
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

  private static Seen plain(Seen seen) {
    return seen.answer() instanceof Answer.Awaiting awaiting
        ? ClientCall.understood(new Seen(awaiting.answer(), seen.durability()))
        : seen;
  }
}
