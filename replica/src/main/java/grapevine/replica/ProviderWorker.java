package grapevine.replica;

import grapevine.common.Json;
import grapevine.common.ordering.ProviderFact;
import grapevine.common.ordering.ProviderFact.ProviderSilenced;
import grapevine.common.ordering.ProviderFact.RestaurantFound;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.database.ProviderWants;
import grapevine.protocol.CallId;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import grapevine.replica.ProviderSource.Fetched;
import grapevine.replica.ProviderSource.Silence;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one source for what is wanted of it, on a thread of its own, and hands in what comes as
 * updates. So a provider that hangs holds up nothing but what is wanted of it.
 */
final class ProviderWorker implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;
  private static final int ROWS_AT_ONCE = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(ProviderWorker.class);

  private final ProviderSource source;
  private final CoreView view;
  private final Function<ReplicaReport, List<MemberId>> there;
  private final OwnUpdates updates;
  private final ProviderWants wants;
  private final BooleanSupplier isOpen;
  private final LongSupplier nowMillis;
  private final WantBook book = new WantBook();
  private final Thread thread;
  private long position = -1;
  private volatile boolean isStopping;

  /**
   * @param there the active members that are heard, this one among them
   * @param isOpen whether this replica manager takes updates
   */
  ProviderWorker(
      String name,
      ProviderSource source,
      CoreView view,
      Function<ReplicaReport, List<MemberId>> there,
      InputQueue queue,
      ProviderWants wants,
      BooleanSupplier isOpen,
      LongSupplier nowMillis) {
    this.source = source;
    this.view = view;
    this.there = there;
    this.updates = new OwnUpdates(queue);
    this.wants = wants;
    this.isOpen = isOpen;
    this.nowMillis = nowMillis;
    this.thread = new Thread(this::run, name + "-provider-" + source.provider());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What is being asked should have been cut off before. */
  @Override
  public void close() {
    isStopping = true;
    thread.interrupt();
    Stopping.await(thread);
  }

  private void run() {
    try (wants) {
      while (!isStopping) {
        ReplicaReport report = view.report();
        if (CoreView.isActive(report) && !report.isStarting() && isOpen.getAsBoolean()) {
          look(report);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(ReplicaReport report) throws InterruptedException {
    try {
      readWants();
      List<MemberId> members = there.apply(report);
      Optional<Want> due = book.due(report.member(), members, nowMillis.getAsLong());
      if (due.isPresent()) {
        ask(due.get(), members.size());
      }
    } catch (RuntimeException e) {
      LOG.error("nothing is asked of {} for now: check the disk", source.provider(), e);
    }
  }

  private void readWants() {
    long now = nowMillis.getAsLong();
    if (position < 0) {
      position = wants.newest();
      note(wants.since(now - WantBook.AGE_MILLIS_MAX), now);
    }
    long upTo = Math.min(wants.newest(), position + ROWS_AT_ONCE);
    if (upTo > position) {
      note(wants.between(position, upTo), now);
      position = upTo;
    }
  }

  private void note(List<Want> read, long now) {
    for (Want want : read) {
      if (source.takes(want)) {
        book.add(want, now);
      }
    }
  }

  private void ask(Want want, int members) throws InterruptedException {
    long silentUntil = wants.silencedUntil(source.provider());
    if (wants.isMet(want, nowMillis.getAsLong())) {
      book.met(want);
    } else if (silentUntil > nowMillis.getAsLong()) {
      book.postpone(want, silentUntil);
    } else {
      take(want, source.fetch(want, wants), members);
    }
  }

  private void take(Want want, Fetched fetched, int members) throws InterruptedException {
    long now = nowMillis.getAsLong();
    if (fetched.silence() != null) {
      silence(fetched.silence(), now);
    }
    if (fetched.again()) {
      book.soon(want, now);
    } else if (!fetched.facts().isEmpty() && makeAll(fetched.facts())) {
      book.met(want);
    } else {
      book.tried(want, members, now);
    }
  }

  private void silence(Silence silence, long now) throws InterruptedException {
    LOG.warn("{} wants not to be asked for {} ms", silence.provider(), silence.millis());
    make(new ProviderSilenced(silence.provider(), now + silence.millis()), Token.EMPTY);
  }

  /** Each after those before it; whether all were made. */
  private boolean makeAll(List<ProviderFact> facts) throws InterruptedException {
    Token before = Token.EMPTY;
    for (ProviderFact fact : facts) {
      if (isKnown(fact)) {
        continue;
      }
      Optional<UpdateReply> made = make(fact, before);
      if (made.isEmpty()) {
        LOG.info("what {} said is not kept for now: an update was refused", source.provider());
        return false;
      }
      before = new Token(VectorTimestamp.of(made.get().dot()), List.of(), made.get().lamport());
    }
    return true;
  }

  /** Most restaurants are what they were a week ago. */
  private boolean isKnown(ProviderFact fact) {
    return fact instanceof RestaurantFound found
        && wants.restaurant(found.restaurantId()).filter(found::isSameAs).isPresent();
  }

  private Optional<UpdateReply> make(ProviderFact fact, Token prev) throws InterruptedException {
    CallId callId = new CallId(fact.callId().high(), fact.callId().low());
    long lamport = Math.max(wants.lamport(), prev.lamport() + 1);
    Token stamped = new Token(prev.vector(), prev.pending(), lamport - 1);
    return updates.make(
        new Update(callId, stamped, lamport, callId.low(), Payload.of(Json.bytes(fact))));
  }
}
