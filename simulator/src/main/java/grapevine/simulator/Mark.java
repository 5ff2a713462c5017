package grapevine.simulator;

/**
 * An interesting state, which a campaign has to reach: without it, silence proves nothing. The
 * floor is a count for each thousand seeds, well below what was measured when it was set.
 */
public enum Mark {
  QUERY_PARKED(1),
  QUERY_RELEASED(1),
  UPDATE_PARKED(1),
  UPDATE_RELEASED(1),
  NOT_COVERED_AT_DEADLINE(1),
  REFUSED_BUSY(1),
  DUPLICATE_SKIPPED(1),
  VARIANT_RECONCILED(1),
  RETRY_ACKNOWLEDGED(1),
  KEY_REUSE_REFUSED(1),
  OWN_RECORD_WAITED_FOR_A_SECOND_DISK(1),
  RECORD_WAITED_FOR_ANOTHER_ORIGIN(1),
  DEGRADED_ENTERED(1),
  DEGRADED_LEFT(1),
  GOSSIP_CUT_SHORT(1),
  GOSSIP_WITH_A_GAP(1),
  STALE_GOSSIP(1),
  LOG_TRUNCATED(1),
  CRASH_WITH_OPEN_TRANSACTION(1),
  RESTART_WITH_A_LOG(1),
  RESTART_HELD_UPDATES_BACK(1),
  SHOWN_AT_DURABILITY_ONE(1);

  private final long floorPerThousand;

  Mark(long floorPerThousand) {
    this.floorPerThousand = floorPerThousand;
  }

  /** The least that this many seeds must reach; none below a hundred, where chance rules. */
  long floor(long seeds) {
    return seeds < 100 ? 0 : Math.max(1, floorPerThousand * seeds / 1000);
  }
}
