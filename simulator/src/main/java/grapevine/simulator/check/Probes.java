package grapevine.simulator.check;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.Effect;
import grapevine.protocol.Input;
import grapevine.protocol.LogRecord;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.List;

/** Tells everything to each of several checkers; the first that objects ends it. */
public record Probes(List<Probe> probes) implements Probe {
  public Probes {
    probes = List.copyOf(probes);
  }

  /**
   * All checkers that look inside, new, for one run.
   *
   * @param members how many founders there are
   * @param tolerated how many disks may be lost at once
   */
  public static Probes all(int members, int tolerated) {
    return new Probes(
        List.of(
            new OneBody(),
            new GaplessPrefix(),
            new CausalOrder(members),
            new AppliedOnce(),
            new OutputRule(),
            new SameDigest(),
            new VisibleAtTwo(tolerated + 1),
            new Truncation(members),
            new NoDivergence(),
            new CallDeadlines(),
            new TrueDurability(),
            new LamportOrder(),
            new Settled(members),
            new SavedNeverFalls(),
            new StartUp(members),
            new DegradedState(members, tolerated),
            new OneInFlight(),
            new Acceptance(members),
            new ForcedSequence(members, tolerated)));
  }

  @Override
  public void opened(MemberId replica, DurableState recovered) {
    probes.forEach(probe -> probe.opened(replica, recovered));
  }

  @Override
  public void joined(MemberId donor, MemberId replica) {
    probes.forEach(probe -> probe.joined(donor, replica));
  }

  @Override
  public void receives(MemberId replica, Input input) {
    probes.forEach(probe -> probe.receives(replica, input));
  }

  @Override
  public void appended(MemberId replica, LogRecord record) {
    probes.forEach(probe -> probe.appended(replica, record));
  }

  @Override
  public void applied(MemberId replica, LogRecord record) {
    probes.forEach(probe -> probe.applied(replica, record));
  }

  @Override
  public void reconciled(MemberId replica, LogRecord record) {
    probes.forEach(probe -> probe.reconciled(replica, record));
  }

  @Override
  public void decided(MemberId replica, LogRecord record, Value.Decision decision) {
    probes.forEach(probe -> probe.decided(replica, record, decision));
  }

  @Override
  public void discarded(MemberId replica, VectorTimestamp floor) {
    probes.forEach(probe -> probe.discarded(replica, floor));
  }

  @Override
  public void saved(MemberId replica, DurableState.Timestamps timestamps) {
    probes.forEach(probe -> probe.saved(replica, timestamps));
  }

  @Override
  public void stepped(MemberId replica, ReplicaReport after) {
    probes.forEach(probe -> probe.stepped(replica, after));
  }

  @Override
  public void committed(MemberId replica, ReplicaReport state) {
    probes.forEach(probe -> probe.committed(replica, state));
  }

  @Override
  public void said(MemberId replica, Effect effect) {
    probes.forEach(probe -> probe.said(replica, effect));
  }

  @Override
  public void answered(MemberId replica, ReplicaReply.QueryReply reply) {
    probes.forEach(probe -> probe.answered(replica, reply));
  }

  @Override
  public void crashed(MemberId replica) {
    probes.forEach(probe -> probe.crashed(replica));
  }

  @Override
  public void acknowledged(String frontEnd, CallId callId, int durability) {
    probes.forEach(probe -> probe.acknowledged(frontEnd, callId, durability));
  }
}
