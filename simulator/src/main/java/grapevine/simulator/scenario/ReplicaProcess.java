package grapevine.simulator.scenario;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.GroupCommit;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import grapevine.simulator.disk.OpenDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One process of a replica manager: the real core and group commit on an opened disk. Tells what
 * the core does as it does it, and hands out what may leave.
 */
final class ReplicaProcess {
  private final OpenDisk disk;
  private final Words words;
  private final Consumer<String> story;
  private final MemberId me;
  private final ReplicaManager core;
  private final GroupCommit groupCommit;
  private final List<Dot> executed = new ArrayList<>();
  private final List<String> toldExecuted = new ArrayList<>();
  private DurableState.Timestamps saved;
  private List<Member> members;
  private ReplicaReport before;
  private boolean isStalled;
  private boolean isStopped;

  ReplicaProcess(ReplicaSettings settings, OpenDisk disk, Words words, Consumer<String> story) {
    DurableState recovered = disk.recovered();
    this.disk = disk;
    this.words = words;
    this.story = story;
    this.me = recovered.me();
    this.saved = recovered.replica();
    this.members = recovered.members();
    this.groupCommit = new GroupCommit(disk.journal());
    recovered.log().forEach(words::record);
    this.core =
        new ReplicaManager(
            settings, recovered, new ToldValue(disk.value()), disk.executedOperations());
    this.before = core.report();
  }

  /** Up to which place of the order its disk has executed. */
  long forcedIndex() {
    return saved.forcedIndex();
  }

  List<Effect> start() {
    return collect(core.start());
  }

  /** What may leave now; nothing while the disk is stalled. */
  List<Effect> step(Input input) {
    return collect(core.step(input));
  }

  void stall() {
    isStalled = true;
  }

  List<Effect> sync() {
    isStalled = false;
    return groupCommit.commit();
  }

  /** The disk is not the right one: nothing is committed or said any more. */
  boolean isStopped() {
    return isStopped;
  }

  ReplicaReply.QueryReply answer(Effect.Answer answer) {
    return disk.reply(answer);
  }

  ReplicaReport report() {
    return core.report();
  }

  void close() {
    disk.close();
  }

  private List<Effect> collect(List<Effect> effects) {
    tellAppended(effects);
    tellExecuted();
    effects.forEach(this::tellSaved);
    tellState();
    Optional<Effect.Stop> stop = groupCommit.collect(effects);
    if (stop.isPresent()) {
      tell("stops: " + Words.plain(stop.get().reason()));
      isStopped = true;
      return List.of();
    }
    return isStalled ? List.of() : groupCommit.commit();
  }

  private void tellAppended(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Append append) {
        tell("append " + words.record(append.record()));
      }
    }
  }

  private void tellSaved(Effect effect) {
    if (effect instanceof Effect.Discard discard) {
      tell("discard up to " + Words.plain(discard.floor()));
    } else if (effect instanceof Effect.Save save) {
      tellSaved(save);
    }
  }

  private void tellSaved(Effect.Save save) {
    for (Member member : save.members()) {
      if (!members.contains(member) && !member.id().equals(me)) {
        boolean isFounder = member.since() == 0;
        tell(
            isFounder
                ? "pins " + Words.plain(member.id())
                : "knows " + Words.plain(member.id()) + " as " + member.state());
      }
    }
    DurableState.Timestamps now = save.timestamps();
    String changed =
        changed("executed", saved.value(), now.value())
            + changed("settled", saved.settled(), now.settled())
            + changed("confirmed", saved.confirmed(), now.confirmed())
            + (now.released() == now.confirmed()
                ? ""
                : changed("released", saved.released(), now.released()));
    if (!changed.isEmpty()) {
      tell("save" + changed);
    }
    saved = now;
    members = save.members();
  }

  private static String changed(String name, Object before, Object now) {
    return now.equals(before) ? "" : " " + name + " " + Words.plain(now);
  }

  // The core executes before it hands out the appends of the same step; told is the log first.
  private void tellExecuted() {
    toldExecuted.forEach(this::tell);
    toldExecuted.clear();
    tellSkipped();
    executed.clear();
  }

  // R10: what was neither applied nor joined, and is covered all the same.
  private void tellSkipped() {
    VectorTimestamp now = core.report().valueTimestamp();
    for (int i = 0; i < now.size(); i++) {
      for (long n = before.valueTimestamp().get(now.member(i)) + 1; n <= now.count(i); n++) {
        Dot dot = new Dot(now.member(i), n);
        if (!executed.contains(dot)) {
          tell("skip " + words.record(dot));
        }
      }
    }
  }

  private void tellState() {
    ReplicaReport now = core.report();
    if (now.heldUpdates() != before.heldUpdates() || now.heldQueries() != before.heldQueries()) {
      tell("waiting: updates " + now.heldUpdates() + ", queries " + now.heldQueries());
    }
    if (now.isDegraded() != before.isDegraded()) {
      tell(now.isDegraded() ? "degraded" : "no longer degraded");
    }
    if (now.isStarting() != before.isStarting()) {
      tell(now.isStarting() ? "stamps nothing for now" : "stamps from now on");
    }
    before = now;
  }

  private void tell(String what) {
    story.accept(Words.plain(me) + ": " + what);
  }

  private final class ToldValue implements Value {
    private final Value value;

    ToldValue(Value value) {
      this.value = value;
    }

    @Override
    public void apply(LogRecord record) {
      note("apply", record);
      value.apply(record);
    }

    @Override
    public void reconcile(LogRecord record) {
      note("join", record);
      value.reconcile(record);
    }

    @Override
    public Decision decide(LogRecord record) {
      Decision decision = value.decide(record);
      toldExecuted.add("decide " + words.decided(record, decision));
      return decision;
    }

    @Override
    public Optional<Decision> decision(CallId callId) {
      return value.decision(callId);
    }

    @Override
    public long digest() {
      return value.digest();
    }

    private void note(String verb, LogRecord record) {
      executed.add(record.dot());
      toldExecuted.add(verb + " " + words.record(record));
    }
  }
}
