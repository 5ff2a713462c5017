package grapevine.simulator;

/**
 * An interesting state, which a campaign has to reach: without it, silence proves nothing. The
 * floor is a count for each thousand seeds, well below what was measured when it was set.
 */
public enum Mark {
  QUERY_PARKED(2000),
  QUERY_RELEASED(1000),
  UPDATE_PARKED(4000),
  UPDATE_RELEASED(2000),
  NOT_COVERED_AT_DEADLINE(500),
  REFUSED_BUSY(700),
  REFUSED_OFFLINE(100),
  TOKEN_AT_ITS_BOUND(150),
  DUPLICATE_SKIPPED(10000),
  VARIANT_RECONCILED(1000),
  RETRY_ACKNOWLEDGED(10000),
  REFUSED_DISK_FULL(400),
  KEY_REUSE_REFUSED(2000),
  WAITED_FOR_A_SECOND_DISK(30000),
  WAITED_FOR_ANOTHER_ORIGIN(2000),
  DEGRADED_ENTERED(700),
  DEGRADED_LEFT(500),
  GOSSIP_CUT_SHORT(6000),
  STALE_GOSSIP(20000),
  STUB_SENT(2000),
  STUB_WAS_A_GAP(200),
  LOG_TRUNCATED(10000),
  CRASH_WITH_OPEN_TRANSACTION(300),
  RESTART_WITH_A_LOG(1000),
  RESTART_HELD_UPDATES_BACK(3000),
  SHOWN_AT_DURABILITY_ONE(2000),
  FORCED_DECIDED(20000),
  FORCED_AGAIN(2000),
  REFUSED_NO_MAJORITY(2000),
  FORCED_LEFT_OPEN(200),
  MEMBER_JOINED(200),
  MEMBER_RETIRED(300),
  RETIREMENT_WAITED_FOR_A_CUT(20),
  ANSWER_SHOWN(1000),
  MESSAGE_READ(200),
  WRITTEN_FOR_EVERYBODY(300),
  ACCOUNT_DELETED(150),
  ORDER_EXPIRED(400),
  EXPIRED_THOUGH_ACCEPTED(20),
  KITCHEN_EDITED(500);

  private final long floorPerThousand;

  Mark(long floorPerThousand) {
    this.floorPerThousand = floorPerThousand;
  }

  /** The least that this many seeds must reach; none below a hundred, where chance rules. */
  long floor(long seeds) {
    return seeds < 100 ? 0 : Math.max(1, floorPerThousand * seeds / 1000);
  }
}
