package grapevine.protocol;

/**
 * A replica manager's state at one instant, for operators and for front ends that choose whom to
 * ask.
 *
 * @param confirmed the highest own record that another member is known to hold
 * @param isDegraded own records are shown before another member holds them (R6a)
 * @param isStarting no update is stamped yet: the other members have not been heard since the start
 *     (R16)
 */
public record ReplicaReport(
    MemberId member,
    VectorTimestamp valueTimestamp,
    VectorTimestamp replicaTimestamp,
    long digest,
    long lamport,
    int logLength,
    int heldUpdates,
    int heldQueries,
    long confirmed,
    boolean isDegraded,
    boolean isStarting) {}
