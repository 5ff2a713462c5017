package grapevine.simulator.disk;

import grapevine.database.QueryReader;
import grapevine.database.QueryResult;
import grapevine.database.ReplicaDatabase;
import grapevine.database.SnapshotInstall;
import grapevine.database.UnansweredOrders;
import grapevine.database.UnansweredOrders.Unanswered;
import grapevine.protocol.CallId;
import grapevine.protocol.DurableState;
import grapevine.protocol.ExecutedOperations;
import grapevine.protocol.Journal;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The real database, in a directory of its own. Slow, since every commit is a sync; {@link
 * MemoryDisk} is held against it.
 */
public final class SqliteDisk implements Disk {
  /** Few, so that a run writes its tables many times, and crashes before and after. */
  private static final int RECENT_MAX = 8;

  private final Path directory;
  private final MemberId me;
  private ReplicaDatabase newest;
  private boolean isFull;

  /** A new database inside {@code parent}, with this identity. */
  public SqliteDisk(Path parent, MemberId me) {
    this.directory = parent.resolve(me.toString());
    this.me = me;
    if (Files.exists(directory)) {
      throw new IllegalArgumentException(directory + " exists: a disk starts empty");
    }
  }

  @Override
  public OpenDisk open() {
    ReplicaDatabase database =
        ReplicaDatabase.open(directory, me.name(), me::incarnation, RECENT_MAX);
    newest = database;
    full(isFull);
    return new Opened(
        database, database.recover(), database.newReader(), database.unansweredOrders());
  }

  @Override
  public Disk copyFor(MemberId member) {
    SqliteDisk copy = new SqliteDisk(directory.getParent(), member);
    Path snapshot = directory.resolveSibling(member + ".snapshot");
    newest.copyTo(snapshot);
    SnapshotInstall.join(copy.directory, member, snapshot);
    return copy;
  }

  @Override
  public void full(boolean isFullNow) {
    isFull = isFullNow;
    if (newest != null) {
      newest.pretendFull(isFullNow);
    }
  }

  /** Deletes the directory; no process may have it open. */
  @Override
  public void close() {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }

  private record Opened(
      ReplicaDatabase database,
      DurableState recovered,
      QueryReader reader,
      UnansweredOrders unansweredOrders)
      implements OpenDisk {
    @Override
    public Journal journal() {
      return database;
    }

    @Override
    public Value value() {
      return database.value();
    }

    @Override
    public ExecutedOperations executedOperations() {
      return database.executedOperations();
    }

    @Override
    public QueryResult answer(Payload query) {
      return reader.answer(query);
    }

    @Override
    public Optional<Unanswered> unanswered(CallId order) {
      return unansweredOrders.find(order);
    }

    @Override
    public void close() {
      unansweredOrders.close();
      reader.close();
      database.close();
    }
  }
}
