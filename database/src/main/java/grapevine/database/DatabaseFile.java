package grapevine.database;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The file in its locked directory, and whose it is. */
record DatabaseFile(Path path, DirectoryLock lock, SqliteConnection writer, MemberId owner)
    implements AutoCloseable {
  static final String NAME = "replica.db";

  /** See {@link ReplicaDatabase#open}; whatever fails leaves nothing open. */
  static ReplicaDatabase open(
      Path directory,
      String name,
      LongSupplier newIncarnation,
      Function<DatabaseFile, ReplicaDatabase> opener) {
    Path path = directory.resolve(NAME);
    DirectoryLock lock = lock(directory);
    SqliteConnection writer = null;
    try {
      SnapshotInstall.finish(directory);
      syncWhatIsThere(path);
      writer = SqliteConnection.openWriter(path);
      MemberId owner = identity(writer, name, newIncarnation);
      writer.commit();
      return opener.apply(new DatabaseFile(path, lock, writer, owner));
    } catch (RuntimeException e) {
      if (writer != null) {
        writer.close();
      }
      lock.close();
      throw e instanceof StorageFailedException failed ? unusable(path, failed) : e;
    }
  }

  /**
   * A process that was killed between a write and its sync left in the system's memory what SQLite
   * now reads as committed: nothing of it may be shown before it is on the disk (R8). To be done
   * before SQLite opens the file: closing another descriptor of it would end SQLite's locks.
   */
  private static void syncWhatIsThere(Path path) {
    for (Path file : List.of(path, path.resolveSibling(NAME + "-wal"))) {
      try {
        if (Files.exists(file)) {
          DurableFiles.sync(file);
        }
      } catch (IOException e) {
        throw new StorageFailedException("cannot sync " + file + ": " + e.getMessage(), e);
      }
    }
  }

  SqliteConnection openReader() {
    return SqliteConnection.openReader(path);
  }

  long bytes() {
    return bytesOf(path);
  }

  long walBytes() {
    return bytesOf(path.resolveSibling(NAME + "-wal"));
  }

  /** As the directory says, without opening it: 0 when it is not there. */
  private static long bytesOf(Path file) {
    return file.toFile().length();
  }

  @Override
  public void close() {
    try {
      writer.close();
    } finally {
      lock.close();
    }
  }

  private static DirectoryLock lock(Path directory) {
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.take(directory);
      NativeLibrary.unpackInside(directory);
      return lock;
    } catch (IOException e) {
      throw new DatabaseRefusedException(
          "cannot use the data directory " + directory + ": " + e.getMessage(), e);
    }
  }

  private static RuntimeException unusable(Path file, StorageFailedException cause) {
    if (cause.isDamage()) {
      return new DamagedRecordException(file.toString(), "?", cause.getMessage(), cause);
    }
    return new DatabaseRefusedException(
        "cannot use "
            + file
            + " as a database: "
            + cause.getMessage()
            + "; choose another data directory",
        cause);
  }

  private static MemberId identity(
      SqliteConnection connection, String name, LongSupplier newIncarnation) {
    IdentityTable table = new IdentityTable(connection);
    if (Schema.isMissing(connection)) {
      MemberId created = new MemberId(name, newIncarnation.getAsLong());
      if (!created.isMet()) {
        throw new IllegalArgumentException("an incarnation is never " + MemberId.UNMET);
      }
      Schema.create(connection);
      table.replace(created);
      StateRow.EMPTY.write(connection);
      return created;
    }
    List<MemberId> stored = table.read();
    if (stored.size() != 1) {
      throw new DamagedRecordException(
          "identity", name, "there are " + stored.size() + " rows instead of one");
    }
    MemberId me = stored.get(0);
    if (!me.name().equals(name)) {
      throw new DatabaseRefusedException(
          "this data directory belongs to "
              + me.name()
              + ", not "
              + name
              + ": use that name or another directory");
    }
    return me;
  }
}
