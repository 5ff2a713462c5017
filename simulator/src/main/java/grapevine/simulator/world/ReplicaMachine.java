package grapevine.simulator.world;

import grapevine.database.QueryResult;
import grapevine.protocol.CallId;
import grapevine.protocol.DiskFullException;
import grapevine.protocol.Effect;
import grapevine.protocol.GroupCommit;
import grapevine.protocol.Input;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Update;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.check.Probe;
import grapevine.simulator.disk.Disk;
import grapevine.simulator.disk.OpenDisk;
import java.util.List;
import java.util.Optional;

/**
 * A replica manager's machine: hosts the real core and group commit as the real event loop does.
 * Between the steps of a batch and the end of its sync the transaction is open, and a crash loses
 * it.
 */
final class ReplicaMachine extends Machine<ReplicaMachine.Arrival> {
  private static final int TICKS_AT_ONCE_MAX = 3;
  private static final int BATCH_MAX = 1024;
  private static final int ROOM_LOOK_TICKS = 25;
  private static final long REPORT_MICROS = 200 * Timeline.MILLI;

  /**
   * @param origin of a call, null of everything else
   */
  record Arrival(Input input, Callers.Origin origin) {}

  private final Disk disk;
  private final ReplicaSettings settings;
  private final Probe probe;
  private final Post post;
  private final CrashPoint crashPoint = new CrashPoint();
  private final Callers callers = new Callers();
  private long syncMicros;
  private boolean isSyncToFail;
  private ReplicaStatus status = ReplicaStatus.ACTIVE;
  // Of the process that runs.
  private OpenDisk openDisk;
  private MemberId me;
  private ReplicaManager core;
  private GroupCommit groupCommit;
  private ReplicaReport state;
  private boolean isStandingStill;
  private final Backlog backlog = new Backlog();
  private final HandIn handIn = new HandIn();

  ReplicaMachine(
      String name,
      Disk disk,
      ReplicaSettings settings,
      Probe probe,
      Post post,
      Timeline timeline,
      Trace trace,
      Dice dice) {
    super(name, timeline, trace, dice, TICKS_AT_ONCE_MAX);
    this.disk = disk;
    this.settings = settings;
    this.probe = probe;
    this.post = post;
  }

  /** What the incarnation before had logged: to be handed in before anybody is served. */
  void handIn(List<Update> updates) {
    handIn.add(updates);
  }

  boolean hasHandedIn() {
    return handIn.isDone();
  }

  MemberId member() {
    return me;
  }

  CrashPoint crashPoint() {
    return crashPoint;
  }

  void slowDisk(long micros) {
    syncMicros = micros;
  }

  /** The next sync fails; what it was to write may be on the disk, or not. */
  void failNextSync(boolean isToFail) {
    isSyncToFail = isToFail;
  }

  /** Commits find no room, and are tried again. */
  void fullDisk(boolean isFull) {
    disk.full(isFull);
  }

  void status(ReplicaStatus now) {
    status = now;
    report();
  }

  /** The state after the last commit; only while the process runs. */
  ReplicaReport state() {
    return state;
  }

  /** What this replica manager would answer to a client that depends on nothing. */
  QueryResult answer(Payload query) {
    return openDisk.answer(query);
  }

  /** What its own threads hand in, as those do that let orders expire. */
  void expire(CallId order) {
    if (state != null && !state.isStarting()) {
      openDisk.unanswered(order).map(Callers::expiry).ifPresent(this::receive);
    }
  }

  @Override
  void onStart() {
    crashPoint.disarm();
    isSyncToFail = false;
    isStandingStill = false;
    backlog.clear();
    handIn.restart();
    openDisk = disk.open();
    me = openDisk.recovered().me();
    probe.opened(me, openDisk.recovered());
    WatchedDisk watched = new WatchedDisk(openDisk, probe, crashPoint);
    core =
        new ReplicaManager(
            settings, openDisk.recovered(), watched.value(), openDisk.executedOperations());
    groupCommit = new GroupCommit(watched.journal());
    busy();
    guarded(
        () -> {
          collect(core.start());
          endBatch();
        });
    during(dice.between(0, REPORT_MICROS), this::reportAgain);
    post.started(name, openDisk.recovered().replica().forcedIndex());
  }

  void receive(Input input) {
    receive(new Arrival(input, null));
  }

  @Override
  void onDeath() {
    callers.clear();
    state = null;
    openDisk.close();
    probe.crashed(me);
  }

  @Override
  void link(String target, boolean isUp) {
    receive(new Input.Link(target, isUp));
  }

  @Override
  void work() {
    guarded(
        () -> {
          Arrival arrival = next();
          for (int taken = 0; arrival != null && taken < BATCH_MAX; taken++) {
            take(callers.numbered(arrival));
            arrival = next();
          }
          for (int ticks = takeTicks(); ticks > 0; ticks--) {
            step(new Input.Tick());
          }
          endBatch();
        });
  }

  private void take(Input input) {
    if (input instanceof Input.Call call && isClosedTo(call.call())) {
      refuse(call.call(), Outcome.OFFLINE, core.report().lamport());
    } else {
      step(input);
    }
  }

  private boolean isClosedTo(ReplicaCall call) {
    return !handIn.isCall(call.call()) && (status == ReplicaStatus.OFFLINE || !hasHandedIn());
  }

  /** At the door, as the real process does: the core never hears of it. */
  private void refuse(ReplicaCall call, Outcome outcome, long lamport) {
    ReplicaReply reply = ReplicaReply.refused(call, outcome, lamport);
    probe.said(me, new Effect.Reply(reply));
    reply(reply);
  }

  /** While a commit finds no room: the core, which is ahead of the disk, gets nothing. */
  private void turnAway(Input input) {
    if (input instanceof Input.Call call) {
      turnAway(call.call());
    } else {
      backlog.keep(input);
    }
  }

  private void turnAway(ReplicaCall call) {
    long lamport = state == null ? 0 : state.lamport();
    if (isClosedTo(call)) {
      refuse(call, Outcome.OFFLINE, lamport);
    } else if (!(call instanceof ReplicaCall.QueryCall query)) {
      refuse(call, Outcome.DISK_FULL, lamport);
    } else if (state != null && query.prev().isCoveredBy(state.valueTimestamp())) {
      answerSoon(new Effect.Answer(query.call(), query.query()));
    } else {
      refuse(call, Outcome.BUSY, lamport);
    }
  }

  private void standStill(int ticks) {
    isStandingStill = true;
    during(
        TICK_MICROS,
        () ->
            guarded(
                () -> {
                  for (Arrival arrival = next(); arrival != null; arrival = next()) {
                    turnAway(callers.numbered(arrival));
                  }
                  if (ticks < ROOM_LOOK_TICKS) {
                    standStill(ticks + 1);
                  } else {
                    commit();
                  }
                }));
  }

  private void step(Input input) {
    if (!(input instanceof Input.Tick)) {
      trace.note(timeline.nowMicros(), name, "receives", input);
    }
    probe.receives(me, input);
    collect(core.step(input));
  }

  private void collect(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Append || effect instanceof Effect.Discard) {
        trace.note(timeline.nowMicros(), name, "writes", effect);
      }
    }
    Optional<Effect.Stop> stop = groupCommit.collect(effects);
    if (stop.isPresent()) {
      // No disk is lost or rolled back here, so nobody can have seen what this one does not hold.
      throw new InvariantViolated("false-stop", name + " stopped: " + stop.get().reason());
    }
    probe.stepped(me, core.report());
  }

  /** A sync takes its time, if there is something to write; what arrives meanwhile has to wait. */
  private void endBatch() {
    if (openDisk.journal().hasWork()) {
      during(dice.between(20, 400) + syncMicros, () -> guarded(this::commit));
    } else {
      commit();
    }
  }

  private void commit() {
    boolean isFailing = isSyncToFail && openDisk.journal().hasWork();
    if (isFailing && dice.chance(0.5)) {
      throw new CrashPoint.Struck("by a failed sync");
    }
    List<Effect> sayable;
    try {
      sayable = groupCommit.commit();
    } catch (DiskFullException full) {
      trace.note(timeline.nowMicros(), name, "finds no room", "");
      standStill(0);
      return;
    }
    // What was said to be committed and is not gives its sender away.
    if (!openDisk.journal().hasWork()) {
      state = core.report();
      probe.committed(me, state);
      post.committed(state);
    }
    if (isFailing) {
      throw new CrashPoint.Struck("by a failed sync, with everything on the disk");
    }
    for (Effect effect : sayable) {
      if (isRunning()) {
        say(effect);
      }
    }
    if (!isRunning()) {
      return; // it was told that it is no member any more
    }
    handInNext();
    if (isStandingStill) {
      isStandingStill = false;
      backlog.tell(this::step);
      endBatch();
    } else {
      idle();
    }
  }

  private void handInNext() {
    boolean isActive = state != null && state.says(me, Member.State.ACTIVE);
    if (isActive && !handIn.isWaiting() && !handIn.isDone()) {
      receive(handIn.next(callers.newNumber()));
    }
  }

  private void say(Effect effect) {
    crashPoint.before("a message");
    probe.said(me, effect);
    trace.note(timeline.nowMicros(), name, "says", effect);
    if (effect instanceof Effect.Answer answer) {
      answerSoon(answer);
      return;
    }
    if (effect instanceof Effect.Send send) {
      post.gossip(name, send);
    } else if (effect instanceof Effect.Propose propose) {
      post.propose(name, propose.command());
    } else if (effect instanceof Effect.Fenced fenced) {
      leave(fenced);
    } else if (effect instanceof Effect.Reply reply) {
      reply(reply.reply());
      if (reply.reply().outcome() == Outcome.DONE) {
        crashPoint.done(CrashPoint.After.ACKNOWLEDGEMENT);
      }
    }
  }

  /** With all that its log has of its own; what others have too is known to them by its call id. */
  private void leave(Effect.Fenced fenced) {
    List<Update> own = handIn.withOwn(me, core.log());
    die(fenced.reason());
    post.fenced(me, own);
  }

  // By another thread, from a snapshot that may be newer by then.
  private void answerSoon(Effect.Answer answer) {
    during(dice.between(30, 500), () -> guarded(() -> answer(answer)));
  }

  private void answer(Effect.Answer answer) {
    crashPoint.before("an answer");
    ReplicaReply.QueryReply reply = openDisk.reply(answer);
    probe.answered(me, reply);
    trace.note(timeline.nowMicros(), name, "answers", reply);
    reply(reply);
    crashPoint.done(CrashPoint.After.ANSWER);
  }

  private void reply(ReplicaReply reply) {
    if (handIn.isCall(reply.call())) {
      handIn.replied(reply);
      poke();
      return;
    }
    Callers.Origin origin = callers.remove(reply);
    if (!origin.isOwn()) {
      post.reply(name, origin, reply.withCall(origin.call()));
    }
  }

  private void reportAgain() {
    report();
    during(REPORT_MICROS, this::reportAgain);
  }

  private void report() {
    if (isRunning() && state != null) {
      boolean isWorse = isStandingStill && status == ReplicaStatus.ACTIVE;
      post.report(name, isWorse ? ReplicaStatus.OVERLOADED : status, state);
    }
  }

  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (CrashPoint.Struck struck) {
      die(struck.getMessage());
    }
  }
}
