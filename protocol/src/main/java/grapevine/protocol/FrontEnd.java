package grapevine.protocol;

import grapevine.protocol.FrontEndEffect.Completion;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.ReplicaChoice.Silence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A front end: sends each query and update to {@code fanOut} replica managers, replaces those that
 * fail within the call, and keeps the timestamp of everything it has seen. Whoever is gone or has
 * long been silent is replaced at once; replacing those that are slow or refuse is limited by a
 * {@link RetryBudget}. Driven by one thread, one input after the other.
 */
public final class FrontEnd {
  private final FrontEndSettings settings;
  private final ReplicaChoice choice;
  private final RetryBudget budget;
  // In the order of arrival, so that ticks look at the oldest call first.
  private final Map<Long, PendingCall> calls = new LinkedHashMap<>();
  private VectorTimestamp timestamp = VectorTimestamp.ZERO;
  private long lamport;
  private long tick;
  private List<FrontEndEffect> effects = new ArrayList<>();

  public FrontEnd(FrontEndSettings settings) {
    this.settings = settings;
    this.choice = new ReplicaChoice(settings);
    this.budget = new RetryBudget(settings.retryReserve());
  }

  public List<FrontEndEffect> step(FrontEndInput input) {
    if (input instanceof FrontEndInput.Tick) {
      tick();
    } else if (input instanceof FrontEndInput.Query query) {
      begin(new PendingCall.Query(query.call(), query.token(), query.query(), timestamp, tick));
    } else if (input instanceof FrontEndInput.Update update) {
      begin(new PendingCall.Write(update.call(), stamped(update), tick));
    } else if (input instanceof FrontEndInput.Forced update) {
      begin(new PendingCall.Decision(update.call(), stamped(update), tick));
    } else if (input instanceof FrontEndInput.Reply reply) {
      receive(reply.replica(), reply.reply());
    } else if (input instanceof FrontEndInput.Report report) {
      lamport = Math.max(lamport, report.report().lamport());
      choice.reported(report, tick);
    } else if (input instanceof FrontEndInput.Link link) {
      link(link.replica(), link.isUp());
    } else if (input instanceof FrontEndInput.Replicas replicas) {
      replicas(replicas.names());
    }
    List<FrontEndEffect> result = effects;
    effects = new ArrayList<>();
    return result;
  }

  /** Everything that any reply has shown here. */
  public VectorTimestamp timestamp() {
    return timestamp;
  }

  public List<ReplicaView> replicas() {
    return choice.views(tick);
  }

  private Update stamped(FrontEndInput.Update update) {
    return stamped(update.callId(), update.token(), update.requestHash(), update.operation());
  }

  private Update stamped(FrontEndInput.Forced update) {
    return stamped(update.callId(), update.token(), update.requestHash(), update.operation());
  }

  // R9: the update's lamport is above everything that this front end and the token have seen.
  private Update stamped(CallId callId, Token token, long requestHash, Payload operation) {
    lamport = Math.max(lamport, token.lamport()) + 1;
    return new Update(callId, token, lamport, requestHash, operation);
  }

  private void begin(PendingCall call) {
    if (calls.size() >= settings.callsMax()) {
      complete(call, call.refused(Refusal.OVERLOADED, timestamp, tick));
      return;
    }
    calls.put(call.number(), call);
    budget.earn();
    for (int i = 0; i < settings.fanOut(); i++) {
      askAnother(call);
    }
    conclude(call);
  }

  private void askAnother(PendingCall call) {
    Optional<String> next = choice.next(call.asked(), call.token(), tick);
    if (next.isPresent()) {
      String replica = next.get();
      call.ask(replica, tick);
      choice.asked(replica, tick);
      effects.add(
          new FrontEndEffect.Send(replica, call.request(choice.knownAt(replica), ticksLeft(call))));
    }
  }

  // A tenth less than the client waits: a replica manager's NOT_COVERED has to be here before our
  // own deadline, which can only say that the outcome is unknown.
  private int ticksLeft(PendingCall call) {
    int returnTicks = Math.max(1, settings.deadlineTicks() / 10);
    return (int) Math.max(1, call.startTick() + settings.deadlineTicks() - returnTicks - tick);
  }

  private void receive(String replica, ReplicaReply reply) {
    choice.replied(replica, tick);
    lamport = Math.max(lamport, reply.lamport());
    if (reply instanceof ReplicaReply.QueryReply query && query.outcome() == Outcome.DONE) {
      timestamp = timestamp.merge(query.valueTimestamp());
      choice.shown(replica, query.valueTimestamp());
    } else if (reply instanceof ReplicaReply.ForcedReply forced
        && forced.outcome() == Outcome.DONE) {
      timestamp = timestamp.merge(forced.valueTimestamp());
      choice.shown(replica, forced.valueTimestamp());
    }
    PendingCall call = calls.get(reply.call());
    if (call != null && call.replied(replica, reply)) {
      if (isOutOfService(reply.outcome()) || isReplaceable(reply.outcome(), call)) {
        askAnother(call);
      }
      conclude(call);
    }
  }

  // Its refusal costs it nothing, and others have no more to do for that: no budget is needed.
  private static boolean isOutOfService(Outcome outcome) {
    return outcome == Outcome.OFFLINE || outcome == Outcome.DISK_FULL;
  }

  // What one has on disk already is carried through to two at any price.
  private boolean isReplaceable(Outcome outcome, PendingCall call) {
    return outcome != Outcome.DONE
        && outcome != Outcome.CONFLICT
        && outcome != Outcome.OPEN
        && (call.doneCount() > 0 || (hasMore(call) && budget.spend()));
  }

  // Who is gone for good cannot answer any more.
  private void replicas(List<String> names) {
    for (ReplicaView known : choice.views(tick)) {
      if (known.isUp() && !names.contains(known.name())) {
        link(known.name(), false);
      }
    }
    choice.replicas(names);
  }

  private void link(String replica, boolean isUp) {
    choice.link(replica, isUp, tick);
    if (!isUp) {
      for (PendingCall call : new ArrayList<>(calls.values())) {
        if (call.lost(replica)) {
          askAnother(call);
          conclude(call);
        }
      }
    }
  }

  private void tick() {
    tick++;
    budget.earn();
    boolean hasFallenSilent = choice.hasFallenSilent(tick);
    for (PendingCall call : new ArrayList<>(calls.values())) {
      if (hasFallenSilent && mustReplaceSilent(call)) {
        askAnother(call);
      } else if (tick - call.lastAskedTick() >= settings.hedgeTicks()) {
        call.hedged(tick);
        hedge(call);
      }
      if (tick - call.startTick() >= settings.enoughTicks()) {
        conclude(call);
      }
    }
  }

  // Who is suspected may only have too much to do, and then another must not get more of it.
  private boolean mustReplaceSilent(PendingCall call) {
    return isLeftAlone(call, Silence.LONG)
        || (isLeftAlone(call, Silence.SUSPECT) && hasMore(call) && budget.spend());
  }

  /** So many of those asked are so silent that the call cannot end without another. */
  private boolean isLeftAlone(PendingCall call, Silence hopeless) {
    long hopeful =
        call.asked().stream()
            .filter(call::isWaitingFor)
            .filter(name -> choice.silence(name, tick).compareTo(hopeless) < 0)
            .count();
    return call.doneCount() + hopeful < call.answersNeeded(settings.fanOut());
  }

  // Only after a long wait is one asked that says itself that it has too much to do.
  private void hedge(PendingCall call) {
    boolean isLong = tick - call.startTick() >= settings.enoughTicks();
    choice
        .next(call.asked(), call.token(), tick)
        .filter(next -> (isLong || choice.isWilling(next, tick)) && budget.spend())
        .ifPresent(next -> askAnother(call));
  }

  private boolean hasMore(PendingCall call) {
    return choice.next(call.asked(), call.token(), tick).isPresent();
  }

  /** Ends the call if it can end now (R11). */
  private void conclude(PendingCall call) {
    long waited = tick - call.startTick();
    // Whether there is one more to ask matters only when nobody else will answer, or not in time.
    boolean hasTime = call.isWaiting() && waited < settings.enoughTicks();
    boolean hasMore = hasTime || hasMore(call);
    boolean mayAskMore = hasMore && (call.doneCount() > 0 || !budget.isEmpty());
    PendingCall.Limits limits =
        new PendingCall.Limits(
            settings.fanOut(),
            !mayAskMore && !call.isWaiting(),
            !hasMore && waited >= settings.enoughTicks(),
            waited >= settings.deadlineTicks());
    call.conclusion(limits, timestamp, tick).ifPresent(completion -> complete(call, completion));
  }

  private void complete(PendingCall call, Completion completion) {
    calls.remove(call.number());
    effects.add(new FrontEndEffect.Complete(call.number(), completion));
  }
}
