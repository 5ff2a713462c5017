package grapevine.simulator.disk;

import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedRules;
import grapevine.common.ordering.ForcedState;
import grapevine.common.ordering.Query;
import grapevine.database.QueryResult;
import grapevine.database.RowsInMemory;
import grapevine.database.UnansweredOrders.Unanswered;
import grapevine.protocol.CallId;
import grapevine.protocol.DiskFullException;
import grapevine.protocol.DurableState;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Value;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A disk in memory, and the value on it. The fields of this class are what is committed; only a
 * process's commit changes them.
 */
public final class MemoryDisk implements Disk {
  private final MemberId me;
  private final MemoryLog log = new MemoryLog();
  private final CommittedOrders orders = new CommittedOrders();
  // The same rows, for the real readers: they answer what the model does not.
  private final RowsInMemory rows = new RowsInMemory();
  // Of forced updates; both are looked up by key only.
  private final Map<String, byte[]> facts = new LinkedHashMap<>();
  private final Map<CallId, Value.Decision> decisions = new LinkedHashMap<>();
  private Saved saved = new Saved(List.of(), Timestamps.ZERO, 0);
  private Opened process;
  private boolean isFull;

  /** A new, empty disk, on which a replica manager has this identity from now on. */
  public MemoryDisk(MemberId me) {
    this.me = me;
  }

  @Override
  public OpenDisk open() {
    if (process != null) {
      throw new IllegalStateException("another process has the disk of " + me + " open");
    }
    process = new Opened();
    return process;
  }

  @Override
  public Disk copyFor(MemberId member) {
    MemoryDisk copy = new MemoryDisk(member);
    copy.log.addAll(log);
    orders.eachRow(copy.orders::put);
    copy.rows.putAll(rows);
    copy.facts.putAll(facts);
    copy.decisions.putAll(decisions);
    Timestamps seen = saved.timestamps;
    copy.saved =
        new Saved(
            saved.members,
            new Timestamps(
                seen.value(),
                seen.floor(),
                seen.settled(),
                0,
                0,
                seen.lamport(),
                seen.forcedIndex()),
            saved.digest);
    return copy;
  }

  @Override
  public void full(boolean isFullNow) {
    isFull = isFullNow;
  }

  @Override
  public void close() {
    process = null;
  }

  /** What a commit writes beside the tables. */
  private record Saved(List<Member> members, Timestamps timestamps, long digest) {}

  /** A process: its fields are its open transaction, on top of what is committed. */
  private final class Opened implements OpenDisk, Journal, Value, ExecutedOperations, ForcedState {
    private final DurableState recovered;
    private final List<Runnable> newInLog = new ArrayList<>();
    private final Map<CallId, ValueRow> newRows = new LinkedHashMap<>();
    private final List<Runnable> newShown = new ArrayList<>();
    private final Map<String, byte[]> newFacts = new LinkedHashMap<>();
    private final Map<CallId, Value.Decision> newDecisions = new LinkedHashMap<>();
    private Saved unsaved = saved;
    private LogRecord deciding;

    Opened() {
      recovered = new DurableState(me, saved.members, saved.timestamps, log.records());
    }

    @Override
    public DurableState recovered() {
      return recovered;
    }

    @Override
    public Journal journal() {
      return this;
    }

    @Override
    public Value value() {
      return this;
    }

    @Override
    public ExecutedOperations executedOperations() {
      return this;
    }

    @Override
    public void append(LogRecord record) {
      newInLog.add(() -> log.append(record));
    }

    @Override
    public void discard(VectorTimestamp floor) {
      newInLog.add(() -> log.discard(floor));
    }

    @Override
    public void save(List<Member> members, Timestamps timestamps) {
      unsaved = new Saved(List.copyOf(members), timestamps, unsaved.digest);
    }

    @Override
    public boolean hasWork() {
      return !newInLog.isEmpty()
          || !newRows.isEmpty()
          || !newDecisions.isEmpty()
          || !unsaved.equals(saved);
    }

    @Override
    public void commit() {
      requireOpen();
      if (isFull && hasWork()) {
        throw new DiskFullException("the disk of " + me + " is full", null);
      }
      newInLog.forEach(Runnable::run);
      newInLog.clear();
      newRows.values().forEach(orders::put);
      newRows.clear();
      newShown.forEach(Runnable::run);
      newShown.clear();
      facts.putAll(newFacts);
      newFacts.clear();
      decisions.putAll(newDecisions);
      newDecisions.clear();
      saved = unsaved;
    }

    @Override
    public Optional<Execution> find(CallId callId) {
      return Optional.ofNullable(row(callId))
          .map(row -> new Execution(row.dot(), row.requestHash(), row.contentHash()));
    }

    @Override
    public void apply(LogRecord record) {
      keep(record);
    }

    @Override
    public void reconcile(LogRecord record) {
      if (row(record.callId()) == null) {
        throw new IllegalStateException("never applied: the call id of " + record.dot());
      }
      keep(record);
    }

    @Override
    public Decision decide(LogRecord record) {
      Optional<Decision> before = decision(record.callId());
      if (before.isPresent()) {
        return before.get();
      }
      deciding = record;
      ForcedRules.Ruling ruling =
          ForcedRules.decide(record.callId(), record.update().operation(), this);
      Decision decision =
          new Decision(record.update().requestHash(), Payload.of(Json.bytes(ruling.result())));
      newDecisions.put(record.callId(), decision);
      addToDigest(Payload.of(record.callId() + " " + decision.result()).fingerprint(0));
      if (ruling.isOrderPlaced()) {
        keep(record);
      }
      return decision;
    }

    @Override
    public Optional<Decision> decision(CallId callId) {
      Decision decision = newDecisions.getOrDefault(callId, decisions.get(callId));
      return Optional.ofNullable(decision);
    }

    @Override
    public Optional<byte[]> get(String key) {
      return Optional.ofNullable(newFacts.getOrDefault(key, facts.get(key)));
    }

    @Override
    public void put(String key, byte[] fact) {
      get(key).ifPresent(old -> addToDigest(-digestOf(key, old)));
      newFacts.put(key, fact);
      LogRecord by = deciding;
      newShown.add(() -> rows.putFact(key, fact, by));
      addToDigest(digestOf(key, fact));
    }

    private long digestOf(String key, byte[] fact) {
      return Payload.of(fact).fingerprint(Payload.of(key).fingerprint(0));
    }

    private void addToDigest(long part) {
      unsaved = new Saved(unsaved.members, unsaved.timestamps, unsaved.digest + part);
    }

    @Override
    public long digest() {
      return unsaved.digest;
    }

    @Override
    public QueryResult answer(Payload payload) {
      requireOpen();
      Query query = Json.read(payload.bytes(), Query.class);
      Timestamps timestamps = saved.timestamps;
      if (!CommittedOrders.answers(query)) {
        return rows.answer(payload, me, timestamps);
      }
      // R6a: everything of mine that is shown is held by another member too, or it is not.
      int durability = timestamps.value().get(me) <= timestamps.confirmed() ? 2 : 1;
      Answer answer =
          orders.answer(query, new CommittedOrders.Safety(timestamps.settled(), durability));
      return new QueryResult(
          Payload.of(Json.bytes(answer)), timestamps.value(), timestamps.lamport(), durability);
    }

    @Override
    public Optional<Unanswered> unanswered(CallId order) {
      requireOpen();
      return rows.unanswered(order, saved.timestamps);
    }

    @Override
    public void close() {
      if (process == this) {
        process = null;
      }
    }

    private ValueRow row(CallId callId) {
      ValueRow row = newRows.get(callId);
      return row != null ? row : orders.find(callId);
    }

    private void keep(LogRecord record) {
      ValueRow row = ValueRow.of(record);
      ValueRow known = row(row.callId());
      if (known != null && !row.isKeptOver(known)) {
        return;
      }
      newRows.put(row.callId(), row);
      newShown.add(() -> rows.put(record));
      long replaced = known == null ? 0 : known.digest();
      addToDigest(row.digest() - replaced);
    }

    private void requireOpen() {
      if (process != this) {
        throw new IllegalStateException("this process has closed the disk of " + me);
      }
    }
  }
}
