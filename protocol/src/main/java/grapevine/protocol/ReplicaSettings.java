package grapevine.protocol;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Bounds and waits of a replica manager; waits in ticks.
 *
 * @param peers names of the other founders; who takes part later is decided by all (R17)
 * @param tolerated how many members may be lost for good at once: so many others must hold what is
 *     shown or proposed (R6a, R22)
 * @param degradedAfterTicks an own record unconfirmed for so long is shown all the same: half the
 *     shortest deadline (R6a)
 * @param leftBehindTicks a member whose disk has gained nothing for so long no longer keeps records
 *     from being discarded, once they are {@code logBytesMax} (R14)
 * @param logBytesMax see there; at twice as much no update is accepted
 * @param startUpTicks how long a starting replica manager waits for silent members before it stamps
 *     (R16)
 * @param addresses where members of these names are reached, as far as known; looked up by name
 *     only
 */
public record ReplicaSettings(
    List<String> peers,
    int tolerated,
    int gossipIntervalTicks,
    int gossipTimeoutTicks,
    int degradedAfterTicks,
    int startUpTicks,
    int heldMax,
    int gossipRecordsMax,
    int gossipBytesMax,
    int leftBehindTicks,
    long logBytesMax,
    SortedMap<String, String> addresses) {
  public ReplicaSettings {
    peers = List.copyOf(new TreeSet<>(peers));
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
  }

  /** For ticks of 10 ms. */
  public static ReplicaSettings standard(List<String> peers) {
    return new ReplicaSettings(
        peers,
        1,
        10,
        50,
        50,
        200,
        4096,
        1024,
        1 << 20,
        1000,
        64L << 20,
        Collections.emptySortedMap());
  }
}
