package grapevine.simulator.disk;

import grapevine.protocol.MemberId;

/**
 * A replica manager's disk. It survives the process, and the process's open transaction does not.
 */
public interface Disk extends AutoCloseable {
  /** Opens it as a starting process does; at most one process has it open. */
  OpenDisk open();

  /**
   * A disk for a new member: all that is committed here, under another identity (R18). A process
   * may have this one open.
   */
  Disk copyFor(MemberId member);

  /** While it is full no commit succeeds, and nothing is lost by that. */
  void full(boolean isFull);

  /** The run is over: leaves nothing behind. */
  @Override
  void close();
}
