package grapevine.simulator.world;

import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import grapevine.simulator.check.Probe;
import grapevine.simulator.disk.OpenDisk;
import java.util.List;
import java.util.Optional;

/** A process's disk between the core and the probes, where crashes strike. */
final class WatchedDisk {
  private final MemberId me;
  private final OpenDisk disk;
  private final Probe probe;
  private final CrashPoint crashPoint;

  WatchedDisk(OpenDisk disk, Probe probe, CrashPoint crashPoint) {
    this.me = disk.recovered().me();
    this.disk = disk;
    this.probe = probe;
    this.crashPoint = crashPoint;
  }

  Journal journal() {
    return new WatchedJournal(disk.journal());
  }

  Value value() {
    return new WatchedValue(disk.value());
  }

  private final class WatchedJournal implements Journal {
    private final Journal journal;

    WatchedJournal(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void append(LogRecord record) {
      crashPoint.before("append");
      journal.append(record);
      probe.appended(me, record);
    }

    @Override
    public void discard(VectorTimestamp floor) {
      crashPoint.before("discard");
      journal.discard(floor);
      probe.discarded(me, floor);
    }

    @Override
    public void save(List<Member> members, DurableState.Timestamps timestamps) {
      crashPoint.before("save");
      journal.save(members, timestamps);
      probe.saved(me, timestamps);
    }

    @Override
    public boolean hasWork() {
      return journal.hasWork();
    }

    @Override
    public void commit() {
      crashPoint.before("commit");
      journal.commit();
    }
  }

  private final class WatchedValue implements Value {
    private final Value value;

    WatchedValue(Value value) {
      this.value = value;
    }

    @Override
    public void apply(LogRecord record) {
      crashPoint.before("apply");
      value.apply(record);
      probe.applied(me, record);
    }

    @Override
    public void reconcile(LogRecord record) {
      crashPoint.before("reconcile");
      value.reconcile(record);
      probe.reconciled(me, record);
    }

    @Override
    public Decision decide(LogRecord record) {
      crashPoint.before("decide");
      Decision decision = value.decide(record);
      probe.decided(me, record, decision);
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
  }
}
