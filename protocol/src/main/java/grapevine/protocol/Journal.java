package grapevine.protocol;

import java.util.List;

/**
 * The disk, as a replica manager writes to it. Everything written since the last commit is one open
 * transaction, together with what {@link Value} and {@link ExecutedOperations} wrote: on the disk
 * after the commit, gone without it.
 */
public interface Journal {
  void append(LogRecord record);

  void discard(VectorTimestamp floor);

  /** Only the last call before a commit counts. */
  void save(List<Member> members, DurableState.Timestamps timestamps);

  /** Whether there is anything that {@link #commit} would sync. */
  boolean hasWork();

  /**
   * Syncs everything since the last commit, as one: afterwards it may be spoken of (R8).
   *
   * @throws DiskFullException nothing is committed, all of it still waits: to be called again
   */
  void commit();
}
