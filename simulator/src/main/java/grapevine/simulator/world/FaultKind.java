package grapevine.simulator.world;

/** What can go wrong in a world. All of it is mended before the end of a run. */
public enum FaultKind {
  // All the time, while the faults last.
  LOSS,
  REPETITION,
  OVERTAKING,
  LATE_REPLAY,
  LONG_DELAYS,
  // In episodes.
  ONE_WAY_CUT,
  TWO_WAY_CUT,
  ISOLATION,
  SLOW_LINK,
  BROKEN_CONNECTION,
  OLD_MESSAGE,
  CRASH,
  CRASH_AFTER_ACKNOWLEDGEMENT,
  CRASH_AFTER_ANSWER,
  BLACKOUT,
  FAILED_SYNC,
  PAUSE,
  SLOW_MACHINE,
  SLOW_DISK,
  OUT_OF_SERVICE,
  FRONT_END_CRASH,
  FRONT_END_PAUSE,
  FULL_DISK,
  // Of the forced log and the members.
  LEADER_CHANGE,
  MEMBER_JOINS,
  DISK_LOSS,
  WRONG_RETIREMENT
}
