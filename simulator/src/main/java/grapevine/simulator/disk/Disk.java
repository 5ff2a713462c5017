package grapevine.simulator.disk;

/**
 * A replica manager's disk. It survives the process, and the process's open transaction does not.
 */
public interface Disk extends AutoCloseable {
  /** Opens it as a starting process does; at most one process has it open. */
  OpenDisk open();

  /** While it is full no commit succeeds, and nothing is lost by that. */
  void full(boolean isFull);

  /** The run is over: leaves nothing behind. */
  @Override
  void close();
}
