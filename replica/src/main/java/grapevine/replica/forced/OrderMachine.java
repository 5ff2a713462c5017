package grapevine.replica.forced;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;

/**
 * The state machine as the library sees it: hands every committed command on and keeps nothing. Its
 * snapshot is a marker (R25), which follows what the database says that it holds.
 */
final class OrderMachine extends BaseStateMachine {
  /** What the machine tells the rest of the log. */
  interface Events {
    void committed(long index, byte[] command);

    /** One of ours or another's came out. */
    void seen(ClientId proposer, long number);

    /** Whoever leads, or can be asked, may have changed. */
    void changed();

    void behind(long index);

    void failed(Throwable cause);
  }

  private record MarkerInfo(TermIndex termIndex) implements SnapshotInfo {
    @Override
    public TermIndex getTermIndex() {
      return termIndex;
    }

    @Override
    public List<FileInfo> getFiles() {
      return List.of();
    }
  }

  private final Path directory;
  private final int markerEvery;
  private final Events events;
  private final AtomicLong durable;

  /** From which index on which term was applied, from the marker on. Guarded by itself. */
  private final TreeMap<Long, Long> terms = new TreeMap<>();

  private volatile Marker marker;
  private volatile RaftServer.Division division;
  private volatile boolean isMute;
  private volatile boolean isDismissed;

  /**
   * @param appliedIndex what the database holds already
   */
  OrderMachine(Path directory, int markerEvery, long appliedIndex, Events events) {
    this.directory = directory;
    this.markerEvery = markerEvery;
    this.durable = new AtomicLong(appliedIndex);
    this.events = events;
  }

  /** From any thread. */
  void applied(long index) {
    durable.accumulateAndGet(index, Math::max);
  }

  /** Nothing is delivered any more. */
  void mute() {
    isMute = true;
  }

  /** Once the server is there; before it none of its peers can be answered. */
  void attach(RaftServer.Division division) {
    this.division = division;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
      throws IOException {
    super.initialize(server, group, storage);
    marker = new Marker(directory, storage.getStorageDir().getCurrentDir().toPath());
    getLifeCycle().startAndTransition(this::goToMarker);
  }

  @Override
  public void reinitialize() {
    goToMarker();
    getLifeCycle().transition(LifeCycle.State.STARTING);
    getLifeCycle().transition(LifeCycle.State.RUNNING);
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  private void goToMarker() {
    TermIndex held = marker.held();
    if (held != null) {
      setLastAppliedTermIndex(held);
      ran(held.getTerm(), held.getIndex());
    }
  }

  @Override
  public SnapshotInfo getLatestSnapshot() {
    Marker current = marker;
    TermIndex held = current == null ? null : current.held();
    return held == null ? null : new MarkerInfo(held);
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    StateMachineLogEntryProto command = entry.getStateMachineLogEntry();
    ran(entry.getTerm(), entry.getIndex());
    try {
      if (entry.getIndex() > durable.get() && !isMute) {
        events.committed(entry.getIndex(), command.getLogData().toByteArray());
      }
      events.seen(ClientId.valueOf(command.getClientId()), command.getCallId());
    } catch (RuntimeException e) {
      events.failed(e);
      throw e;
    }
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    ran(term, index);
    super.notifyTermIndexUpdated(term, index);
  }

  private void ran(long term, long index) {
    synchronized (terms) {
      Map.Entry<Long, Long> last = terms.lastEntry();
      if (last == null || last.getValue() != term) {
        terms.put(index, term);
      }
    }
  }

  /** Called by the library when enough was applied, and again until it moves. */
  @Override
  public long takeSnapshot() throws IOException {
    long index = Math.min(durable.get(), getLastAppliedTermIndex().getIndex());
    TermIndex held = marker.held();
    long moved = index - (held == null ? RaftLog.INVALID_LOG_INDEX : held.getIndex());
    if (moved < Math.max(1, markerEvery / 2)) {
      return RaftLog.INVALID_LOG_INDEX;
    }
    long term;
    synchronized (terms) {
      Map.Entry<Long, Long> run = terms.floorEntry(index);
      term = run.getValue();
      terms.headMap(run.getKey()).clear();
    }
    marker.advance(TermIndex.valueOf(term, index));
    return index;
  }

  /**
   * The leader's log begins at {@code first}. What the database holds beyond it need not be in the
   * log here: the log goes on behind {@code first}, whose term the leader said.
   */
  @Override
  public CompletableFuture<TermIndex> notifyInstallSnapshotFromLeader(
      RoleInfoProto role, TermIndex first) {
    RaftLog log = division.getRaftLog();
    if (log.getNextIndex() > first.getIndex()) {
      if (!first.equals(log.getTermIndex(first.getIndex()))) {
        events.failed(
            new IOException("the log here disagrees with what the others have cut at " + first));
      }
      return CompletableFuture.completedFuture(null);
    }
    if (durable.get() < first.getIndex()) {
      events.behind(first.getIndex());
      return CompletableFuture.completedFuture(null);
    }
    try {
      marker.jump(first);
    } catch (IOException e) {
      events.failed(e);
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.completedFuture(first);
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    events.changed();
  }

  @Override
  public void notifyLeaderReady() {
    events.changed();
  }

  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean isAll) {
    // The others said that it votes no more, or we close it ourselves.
    isDismissed = true;
  }

  boolean isDismissed() {
    return isDismissed;
  }

  @Override
  public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
    events.failed(cause);
  }
}
