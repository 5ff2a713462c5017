package grapevine.protocol;

import java.util.Objects;

/**
 * A replica manager as the members agree on it (R17).
 *
 * @param address where to reach it; of no meaning here, empty when nobody told
 * @param since F at the command that put it into this state: what it must have been heard past
 * @param cut of a retired member the last record that counts, else 0
 */
public record Member(MemberId id, State state, String address, long since, long cut) {
  /** The way of every member, in order; founders begin active. */
  public enum State {
    /** Counts for what may be discarded; makes no records and takes no calls. */
    JOINING,
    ACTIVE,
    /** Nobody listens to it any more. */
    FENCED,
    /** Its records end at the cut. Comes back as another incarnation only. */
    RETIRED
  }

  public Member {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(address, "address");
  }

  public boolean isIn() {
    return state == State.JOINING || state == State.ACTIVE;
  }
}
