package grapevine.protocol;

import java.util.Objects;

/**
 * A replica manager's identity: the name an operator chose and the incarnation drawn when its
 * database was created. A name comes back after a lost disk, an incarnation never does (R16).
 * Ordered only so that iteration is deterministic.
 */
public record MemberId(String name, long incarnation) implements Comparable<MemberId> {
  /** The incarnation that stands for "not met yet"; no member has it. */
  public static final long UNMET = 0;

  public static final int NAME_LENGTH_MAX = 32;

  /** The virtual replica F, of which forced updates are the records; no member has this name. */
  public static final MemberId FORCED = new MemberId("*", 1);

  public MemberId {
    Objects.requireNonNull(name, "name");
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a member's name has 1 to " + NAME_LENGTH_MAX + " characters");
    }
  }

  public static MemberId unmet(String name) {
    return new MemberId(name, UNMET);
  }

  public boolean isMet() {
    return incarnation != UNMET;
  }

  @Override
  public int compareTo(MemberId other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : Long.compare(incarnation, other.incarnation);
  }

  @Override
  public String toString() {
    return name + "." + Long.toHexString(incarnation);
  }
}
