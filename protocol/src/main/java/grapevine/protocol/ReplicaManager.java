package grapevine.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A replica manager: accepts updates, gossips their records, executes them in causal order, and
 * answers queries from a state that covers what the client has seen. Driven by one thread, one
 * input after the other; the caller carries out the returned effects in order, as {@link Effect}
 * says, within the transaction that {@link Value} writes in.
 */
public final class ReplicaManager {
  private final ReplicaSettings settings;
  private final MemberId me;
  private final UpdateLog log;
  private final TimestampTable table;
  private final Visibility visibility;
  private final ReadyLoop readyLoop;
  private final GossipExchange exchange;
  private final ExecutedOperations executed;
  private final HoldBackQueue held;
  private final Members members;
  private final ForcedUpdates forced;
  private final Reconfiguration reconfiguration;

  private long tick;
  private DurableState.Timestamps saved;
  private List<Member> savedMembers;
  private List<Member> knownMembers;
  // The state that the held calls were last compared with.
  private VectorTimestamp comparedValue = VectorTimestamp.ZERO;
  private VectorTimestamp comparedLog = VectorTimestamp.ZERO;
  private boolean comparedStarting = true;

  private List<Effect> writes = new ArrayList<>();
  private List<Effect> sends = new ArrayList<>();

  public ReplicaManager(
      ReplicaSettings settings, DurableState recovered, Value value, ExecutedOperations executed) {
    DurableState.Timestamps timestamps = recovered.replica();
    this.settings = settings;
    this.me = recovered.me();
    this.log = new UpdateLog(timestamps.floor(), recovered.log());
    this.members = new Members(settings, recovered);
    this.table = new TimestampTable(me, settings.tolerated());
    this.visibility = new Visibility(settings, me, table, timestamps, log.last(me));
    this.readyLoop = new ReadyLoop(recovered, log, visibility, members, value, executed);
    this.exchange = new GossipExchange(settings, recovered, log, readyLoop, table, members);
    this.forced = new ForcedUpdates(settings, readyLoop, table, members, value, executed);
    this.reconfiguration = new Reconfiguration(settings, me, members, table, readyLoop);
    this.executed = executed;
    this.held = new HoldBackQueue(settings.heldMax());
    this.saved = timestamps;
    this.savedMembers = recovered.members();
    this.knownMembers = members.met();
    if (!log.replicaTimestamp().covers(timestamps.value().withForced(0))) { // invariant 13
      throw new IllegalStateException(
          "executed " + timestamps.value() + " of " + log.replicaTimestamp());
    }
  }

  /** To be called once, before any input: executes what was ready when the process ended. */
  public List<Effect> start() {
    return settle();
  }

  public List<Effect> step(Input input) {
    if (input instanceof Input.Tick) {
      tick();
    } else if (input instanceof Input.Call call) {
      receive(call.call());
    } else if (input instanceof Input.Received received) {
      exchange.receive(received.gossip(), tick, writes, sends);
    } else if (input instanceof Input.Link link) {
      exchange.link(link.peer(), link.isUp());
    } else if (input instanceof Input.Committed committed) {
      readyLoop.committed(committed);
    } else if (input instanceof Input.Majority majority) {
      forced.majority(majority.isThere(), sends);
    } else if (input instanceof Input.Change change) {
      sends.add(new Effect.Propose(change.command()));
    }
    return settle();
  }

  /** The records of the log, for a disk that lost some of them and keeps them once more. */
  public List<LogRecord> log() {
    return log.records();
  }

  /** Whether every founder was met, so that all of them can begin the same forced log. */
  public boolean isFounded() {
    return members.others().stream().allMatch(other -> other.id().isMet());
  }

  /** The place in the forced log up to which everything is executed; on disk after the commit. */
  public long forcedIndex() {
    return readyLoop.forcedIndex();
  }

  public ReplicaReport report() {
    return new ReplicaReport(
        me,
        readyLoop.valueTimestamp(),
        log.replicaTimestamp(),
        readyLoop.digest(),
        readyLoop.lamport(),
        log.size(),
        held.count(ReplicaCall.UpdateCall.class),
        held.count(ReplicaCall.QueryCall.class),
        visibility.confirmed(),
        visibility.isDegraded(),
        isStarting(),
        forced.count(),
        members.met());
  }

  /** The first calls that are held back, and what for. */
  public List<HeldCall> held(int max) {
    List<HeldCall> told = new ArrayList<>();
    for (HoldBackQueue.Held each : held.calls().subList(0, Math.min(max, held.calls().size()))) {
      HeldCall.Kind kind =
          each.call() instanceof ReplicaCall.UpdateCall
              ? HeldCall.Kind.UPDATE
              : HeldCall.Kind.QUERY;
      told.add(
          HeldCall.of(
              kind,
              each.deadline() - tick,
              prevOf(each.call()),
              readyLoop.valueTimestamp(),
              callId -> executed.find(callId).isPresent()));
    }
    return told;
  }

  /** How far a call id has come here. */
  public Whereabouts whereIs(CallId callId) {
    Optional<ExecutedOperations.Execution> execution = executed.find(callId);
    TreeSet<Dot> dots = new TreeSet<>(Comparator.comparing(Dot::origin).thenComparing(Dot::n));
    execution.ifPresent(done -> dots.add(done.dot()));
    log.find(callId).forEach(record -> dots.add(record.dot()));
    VectorTimestamp known = table.knownByAll(log.replicaTimestamp(), List.of());
    return new Whereabouts(
        new ArrayList<>(dots), execution.isPresent(), dots.stream().anyMatch(known::covers));
  }

  private void tick() {
    tick++;
    held.release(call -> call.deadline() <= tick)
        .forEach(late -> refuse(late.call(), Outcome.NOT_COVERED));
    forced.tick(tick, sends);
    reconfiguration.tick(tick, sends);
    if (tick % settings.gossipIntervalTicks() == 0) {
      held.calls().forEach(waiting -> exchange.pull(prevOf(waiting.call())));
      forced.wanted().forEach(exchange::pull);
      discard();
    }
  }

  private void receive(ReplicaCall call) {
    if (namesUnknownOwnRecords(prevOf(call))) { // R4
      sends.add(
          new Effect.Stop("a client has seen records of " + me + " that this disk does not hold"));
    } else if (members.mine().state() != Member.State.ACTIVE) { // R17
      refuse(call, Outcome.OFFLINE);
    } else if (call instanceof ReplicaCall.ForcedCall forcedCall) {
      forced.receive(forcedCall, tick, sends);
      if (!readyLoop.covers(prevOf(call))) {
        exchange.pull(prevOf(call));
      }
    } else if (isReady(call)) {
      serve(call);
    } else if (held.isFull()) {
      refuse(call, Outcome.BUSY);
    } else {
      held.hold(call, tick + Math.max(1, call.deadlineTicks()));
      exchange.pull(prevOf(call));
    }
  }

  // R5, R6, R7
  private boolean isReady(ReplicaCall call) {
    if (call instanceof ReplicaCall.UpdateCall update) {
      return find(update.update().callId()).isPresent()
          || (!isStarting() && readyLoop.coversForAcceptance(update.update().prev()));
    }
    return readyLoop.covers(prevOf(call));
  }

  private void serve(ReplicaCall call) {
    if (call instanceof ReplicaCall.UpdateCall update) {
      accept(update);
    } else if (call instanceof ReplicaCall.QueryCall query) {
      sends.add(new Effect.Answer(query.call(), query.query()));
    }
  }

  // R6: a known call id gets no second record here; the counter and the record are one transaction.
  private void accept(ReplicaCall.UpdateCall call) {
    Update update = call.update();
    Optional<ExecutedOperations.Execution> known = find(update.callId());
    boolean isReused =
        known.filter(first -> first.requestHash() != update.requestHash()).isPresent()
            || forced.isDecidedOtherwise(update);
    if (isReused) {
      refuse(call, Outcome.CONFLICT);
    } else if (known.isPresent()) {
      acknowledge(call, known.get().dot(), true);
    } else if (log.bytes() >= 2 * settings.logBytesMax()) {
      // Too few others are there to discard anything without them.
      refuse(call, Outcome.BUSY);
    } else {
      LogRecord record = new LogRecord(new Dot(me, log.last(me) + 1), update);
      log.append(record);
      writes.add(new Effect.Append(record));
      visibility.logged(record.dot().n(), tick);
      acknowledge(call, record.dot(), false);
    }
  }

  private Optional<ExecutedOperations.Execution> find(CallId callId) {
    for (LogRecord record : log.find(callId)) {
      return Optional.of(
          new ExecutedOperations.Execution(
              record.dot(), record.update().requestHash(), record.contentHash()));
    }
    return executed.find(callId);
  }

  private void acknowledge(ReplicaCall.UpdateCall call, Dot dot, boolean known) {
    // R9: the session's next update depends on this record, which may not be executed here yet.
    long lamport = readyLoop.lamport();
    for (LogRecord record : log.find(call.update().callId())) {
      lamport = Math.max(lamport, record.update().lamport());
    }
    sends.add(
        new Effect.Reply(
            new ReplicaReply.UpdateReply(call.call(), Outcome.DONE, dot, known, lamport)));
  }

  private void refuse(ReplicaCall call, Outcome outcome) {
    sends.add(new Effect.Reply(ReplicaReply.refused(call, outcome, readyLoop.lamport())));
  }

  private boolean namesUnknownOwnRecords(Token token) {
    long last = log.last(me);
    return token.vector().get(me) > last
        || token.pending().stream()
            .flatMap(write -> write.dots().stream())
            .anyMatch(dot -> dot.origin().equals(me) && dot.n() > last);
  }

  private static Token prevOf(ReplicaCall call) {
    if (call instanceof ReplicaCall.QueryCall query) {
      return query.prev();
    }
    return call instanceof ReplicaCall.UpdateCall update
        ? update.update().prev()
        : ((ReplicaCall.ForcedCall) call).update().prev();
  }

  // R16: nothing is stamped before every member was heard, or a silent one was waited for.
  private boolean isStarting() {
    return tick < settings.startUpTicks() && !exchange.hasHeardEveryone();
  }

  /**
   * Brings everything up to date after an input, and hands out the effects: all writes before
   * anything is said.
   */
  private List<Effect> settle() {
    visibility.confirmed(table.confirmed());
    do {
      visibility.check(!isStarting() && exchange.isAlone(), tick);
      readyLoop.run();
      visibility.looked(tick);
    } while (membersChanged() || serveHeld());
    forced.settle(sends);
    if (!members.mine().isIn()) {
      sends.add(new Effect.Fenced("the others go on without " + me));
    }
    exchange.send(tick, sends);
    save();
    List<Effect> effects = writes;
    effects.addAll(sends);
    writes = new ArrayList<>();
    sends = new ArrayList<>();
    return effects;
  }

  private boolean membersChanged() {
    if (members.met() == knownMembers) {
      return false;
    }
    knownMembers = members.met();
    exchange.membersChanged(tick);
    return true;
  }

  /** Serves the held calls that became ready; a served update may make others ready. */
  private boolean serveHeld() {
    boolean isUnchanged =
        comparedValue.equals(readyLoop.valueTimestamp())
            && comparedLog.equals(log.replicaTimestamp())
            && comparedStarting == isStarting();
    comparedValue = readyLoop.valueTimestamp();
    comparedLog = log.replicaTimestamp();
    comparedStarting = isStarting();
    if (isUnchanged || held.isEmpty()) {
      return false;
    }
    List<HoldBackQueue.Held> ready = held.release(waiting -> isReady(waiting.call()));
    ready.forEach(waiting -> serve(waiting.call()));
    return !ready.isEmpty();
  }

  // R14: executed here and known by every member that is not left behind.
  private void discard() {
    VectorTimestamp known =
        table.knownByAll(readyLoop.valueTimestamp().withForced(0), exchange.leftBehind(tick));
    if (!log.floor().covers(known)) {
      log.discard(known);
      writes.add(new Effect.Discard(log.floor()));
    }
  }

  private void save() {
    VectorTimestamp executedHere = readyLoop.valueTimestamp();
    DurableState.Timestamps now =
        new DurableState.Timestamps(
            executedHere,
            log.floor(),
            table.settled(saved.settled(), executedHere, log.last(me)),
            visibility.released(),
            visibility.confirmed(),
            readyLoop.lamport(),
            readyLoop.forcedIndex());
    List<Member> met = members.met();
    if (!now.equals(saved) || !met.equals(savedMembers)) {
      saved = now;
      savedMembers = met;
      writes.add(new Effect.Save(met, now));
    }
  }
}
