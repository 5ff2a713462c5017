package grapevine.protocol;

import java.util.List;

/**
 * A replica manager's state at one instant, for operators and for front ends that choose whom to
 * ask.
 *
 * @param confirmed the highest own record that another member is known to hold
 * @param isDegraded own records are shown before another member holds them (R6a)
 * @param isStarting no update is stamped yet: the other members have not been heard since the start
 *     (R16)
 * @param heldForced calls that wait for the one order for all
 * @param members all that were met, as they are agreed here; retired ones too
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
    boolean isStarting,
    int heldForced,
    List<Member> members) {
  public ReplicaReport {
    members = List.copyOf(members);
  }

  public boolean says(MemberId id, Member.State state) {
    return members.stream().anyMatch(member -> member.id().equals(id) && member.state() == state);
  }
}
