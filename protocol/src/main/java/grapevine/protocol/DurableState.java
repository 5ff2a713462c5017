package grapevine.protocol;

import java.util.List;

/**
 * Everything of a replica manager that its disk holds beside the value and the executed operations:
 * what {@link Effect.Save} writes, and the log. A new database starts from {@link #empty}.
 *
 * @param members as agreed, retired ones included; of founders those that were met (R16)
 * @param replica vectors and counters; see {@link Timestamps}
 * @param log all records that are not discarded, in the order of origin and number
 */
public record DurableState(
    MemberId me, List<Member> members, Timestamps replica, List<LogRecord> log) {
  public DurableState {
    members = List.copyOf(members);
    log = List.copyOf(log);
  }

  public static DurableState empty(MemberId me) {
    return new DurableState(me, List.of(), Timestamps.ZERO, List.of());
  }

  /**
   * The timestamps, saved in the transaction of the records that moved them.
   *
   * @param value the value timestamp: the executed prefix (R2)
   * @param floor the highest discarded record of each origin
   * @param settled the prefix that every member has executed, together with all that any had
   *     stamped by then
   * @param released the highest own record that may be shown (R6a)
   * @param confirmed the highest own record that another member holds; what is shown up to here is
   *     on two disks
   * @param lamport the highest executed
   * @param forcedIndex the place in the forced log up to which everything is executed; what comes
   *     from there again is not executed again. Not F, which counts commands only (R20)
   */
  public record Timestamps(
      VectorTimestamp value,
      VectorTimestamp floor,
      VectorTimestamp settled,
      long released,
      long confirmed,
      long lamport,
      long forcedIndex) {
    public static final Timestamps ZERO =
        new Timestamps(VectorTimestamp.ZERO, VectorTimestamp.ZERO, VectorTimestamp.ZERO, 0, 0, 0);

    /** Without any forced command. */
    public Timestamps(
        VectorTimestamp value,
        VectorTimestamp floor,
        VectorTimestamp settled,
        long released,
        long confirmed,
        long lamport) {
      this(value, floor, settled, released, confirmed, lamport, 0);
    }
  }
}
