package grapevine.database;

/**
 * Hears of what a {@link ReplicaDatabase} wrote, on its writer's thread: must not block or throw.
 */
public interface WriteListener {
  WriteListener NONE =
      new WriteListener() {
        @Override
        public void committed(long tookNanos, int records) {}

        @Override
        public void tablesWritten(long tookNanos, int rows) {}

        @Override
        public void repaired(int operations, boolean isLogRewritten) {}
      };

  /**
   * Everything since the last commit is on the disk.
   *
   * @param records appended to the log
   */
  void committed(long tookNanos, int records);

  /** The tables of the value were written, in the commit that is told next. */
  void tablesWritten(long tookNanos, int rows);

  /** What was damaged and is mended with the commit that is told next; mostly nothing. */
  void repaired(int operations, boolean isLogRewritten);
}
