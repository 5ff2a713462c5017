package grapevine.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Outcome;
import grapevine.protocol.Payload;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a checker the course of one replica manager. Timestamps follow from what it is told to do;
 * a test that wants them wrong sets them.
 */
final class Course {
  final MemberId me;
  VectorTimestamp executed = VectorTimestamp.ZERO;
  VectorTimestamp logged = VectorTimestamp.ZERO;
  long digest;
  boolean isDegraded;
  boolean isStarting;
  List<Member> members = List.of();

  private final Probe probe;
  private final List<LogRecord> log = new ArrayList<>();
  private int logLengthOnDisk;
  private VectorTimestamp executedOnDisk = VectorTimestamp.ZERO;
  private VectorTimestamp loggedOnDisk = VectorTimestamp.ZERO;

  Course(Probe probe, String name) {
    this(probe, member(name));
  }

  Course(Probe probe, MemberId me) {
    this.probe = probe;
    this.me = me;
  }

  Course open() {
    return open(executedOnDisk, log);
  }

  Course open(VectorTimestamp value, List<LogRecord> recoveredLog) {
    DurableState.Timestamps timestamps =
        new DurableState.Timestamps(value, VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0, 0);
    probe.opened(me, new DurableState(me, List.of(), timestamps, recoveredLog));
    return this;
  }

  Course receive(Gossip gossip) {
    probe.receives(me, new Input.Received(gossip));
    return this;
  }

  Course link(String peer, boolean isUp) {
    probe.receives(me, new Input.Link(peer, isUp));
    return step();
  }

  Course receive(ReplicaCall call) {
    probe.receives(me, new Input.Call(call));
    return this;
  }

  /** So many, a step each. */
  Course ticks(int count) {
    for (int i = 0; i < count; i++) {
      probe.receives(me, new Input.Tick());
      step();
    }
    return this;
  }

  Course append(LogRecord... records) {
    for (LogRecord record : records) {
      probe.appended(me, record);
      log.add(record);
      logged = logged.with(record.origin(), record.dot().n());
    }
    return this;
  }

  Course apply(LogRecord... records) {
    for (LogRecord record : records) {
      probe.applied(me, record);
      executed = executed.with(record.origin(), record.dot().n());
    }
    return this;
  }

  Course reconcile(LogRecord record) {
    probe.reconciled(me, record);
    return skip(record);
  }

  /** A further record of an executed call id: nobody is told. */
  Course skip(LogRecord record) {
    executed = executed.with(record.origin(), record.dot().n());
    return this;
  }

  Course discard(VectorTimestamp floor) {
    probe.discarded(me, floor);
    return this;
  }

  Course settle(VectorTimestamp settled) {
    probe.saved(me, new DurableState.Timestamps(executed, VectorTimestamp.ZERO, settled, 0, 0, 0));
    return this;
  }

  Course save(DurableState.Timestamps timestamps) {
    probe.saved(me, timestamps);
    return this;
  }

  Course step() {
    probe.stepped(me, report());
    return this;
  }

  /** The end of a step, and a commit. */
  Course commit() {
    step();
    probe.committed(me, report());
    logLengthOnDisk = log.size();
    executedOnDisk = executed;
    loggedOnDisk = logged;
    return this;
  }

  Course say(Effect effect) {
    probe.said(me, effect);
    return this;
  }

  Course send(Gossip gossip) {
    return say(new Effect.Send("rm9", gossip));
  }

  Course acknowledge(Dot dot) {
    return say(new Effect.Reply(new ReplicaReply.UpdateReply(1, Outcome.DONE, dot, false, 0)));
  }

  Course answer(VectorTimestamp valueTimestamp, int durability) {
    probe.answered(
        me,
        new ReplicaReply.QueryReply(1, Outcome.DONE, Payload.EMPTY, valueTimestamp, 0, durability));
    return this;
  }

  Course crash() {
    probe.crashed(me);
    log.subList(logLengthOnDisk, log.size()).clear();
    executed = executedOnDisk;
    logged = loggedOnDisk;
    return this;
  }

  /** What the core would say of itself now, with these records. */
  Gossip gossip(LogRecord... records) {
    return gossip(VectorTimestamp.ZERO, records);
  }

  Gossip gossip(VectorTimestamp floor, LogRecord... records) {
    return new Gossip(
        Gossip.Kind.ANSWER,
        me,
        member("rm9"),
        1,
        logged,
        executed,
        floor,
        digest,
        List.of(records));
  }

  private ReplicaReport report() {
    return new ReplicaReport(
        me, executed, logged, digest, 0, log.size(), 0, 0, 0, isDegraded, isStarting, 0, members);
  }

  static void assertViolates(String invariant, Runnable events) {
    InvariantViolated violated = catchThrowableOfType(InvariantViolated.class, events::run);
    assertThat(violated).as("violation of " + invariant).isNotNull();
    assertThat(violated.invariant()).isEqualTo(invariant);
    assertThat(violated).hasMessageStartingWith(invariant + ": ");
  }

  static MemberId member(String name) {
    return new MemberId(name, 1);
  }

  /** {@code timestamp("rm1", 2, "rm2", 1)}. */
  static VectorTimestamp timestamp(Object... namesAndCounts) {
    VectorTimestamp result = VectorTimestamp.ZERO;
    for (int i = 0; i < namesAndCounts.length; i += 2) {
      result = result.with(member((String) namesAndCounts[i]), (int) namesAndCounts[i + 1]);
    }
    return result;
  }

  static LogRecord record(String origin, long n, long callId) {
    return record(origin, n, callId, Token.EMPTY);
  }

  static LogRecord record(String origin, long n, long callId, Token prev) {
    return record(origin, n, callId, prev, "order " + callId);
  }

  static LogRecord record(String origin, long n, long callId, Token prev, String operation) {
    CallId id = new CallId(0, callId);
    return new LogRecord(
        new Dot(member(origin), n), new Update(id, prev, callId, 0, Payload.of(operation)));
  }

  /** Depends on an acknowledged write that its session has not read back. */
  static Token pending(LogRecord write) {
    PendingWrite pending = new PendingWrite(write.callId(), List.of(write.dot()));
    return new Token(VectorTimestamp.ZERO, List.of(pending), 0);
  }

  static Token after(VectorTimestamp vector) {
    return new Token(vector, List.of(), 0);
  }
}
