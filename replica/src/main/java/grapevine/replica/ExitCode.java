package grapevine.replica;

/**
 * Why the process ended, for scripts and operators. The numbers are documented and never change
 * their meaning.
 */
public enum ExitCode {
  STOPPED(0),
  /** The port is taken, the key file cannot be read, or a defect broke an invariant. */
  FAILED(1),
  WRONG_ARGUMENTS(2),
  /** The disk is not the one that the peers know under this name (R16). */
  WRONG_DISK(3),
  /** A sync failed: what the disk holds is unknown until a restart reads it. */
  STORAGE_FAILED(4),
  /** The database is damaged, of another replica manager, or of a newer version. */
  DATABASE_REFUSED(5),
  /** Damaged, and it may hide own records, or no peer could be asked for a snapshot. */
  DATABASE_DAMAGED(6),
  /** The next start fetches a peer's snapshot (R13). */
  SNAPSHOT_NEEDED(7),
  /**
   * The others have agreed to go on without it; the next start comes back as a new member (R17).
   */
  RETIRED(8),
  /**
   * It was to join a cluster, and was refused or got no answer in time; a start goes on with it.
   */
  NOT_JOINED(9),
  /** On purpose, where --chaos allows it; what a shell tells of kill -9. */
  KILLED(137);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
