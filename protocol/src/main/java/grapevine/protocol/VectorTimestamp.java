package grapevine.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * Member ids mapped to counts, and the count F of forced updates. A missing member counts 0 (R1). A
 * partial order, and therefore never a {@code Comparable}: two timestamps may cover neither the
 * other.
 */
public final class VectorTimestamp {
  public static final VectorTimestamp ZERO = new VectorTimestamp(new MemberId[0], new long[0], 0);

  // Parallel and sorted by member; counts are never 0, so equal timestamps have equal arrays.
  private final MemberId[] members;
  private final long[] counts;
  private final long forced;

  private VectorTimestamp(MemberId[] members, long[] counts, long forced) {
    this.members = members;
    this.counts = counts;
    this.forced = forced;
  }

  public static VectorTimestamp of(SortedMap<MemberId, Long> counts, long forced) {
    Builder result = new Builder(counts.size());
    for (Map.Entry<MemberId, Long> entry : counts.entrySet()) {
      result.add(entry.getKey(), entry.getValue());
    }
    return result.build(forced);
  }

  /** Takes the arrays over without a copy. Members must ascend and counts be positive. */
  public static VectorTimestamp ofAscending(MemberId[] members, long[] counts, long forced) {
    if (members.length != counts.length) {
      throw new IllegalArgumentException(members.length + " members, " + counts.length + " counts");
    }
    for (int i = 0; i < members.length; i++) {
      if (counts[i] < 1 || (i > 0 && members[i - 1].compareTo(members[i]) >= 0)) {
        throw new IllegalArgumentException(members[i] + "=" + counts[i] + " cannot stand there");
      }
    }
    return new VectorTimestamp(members, counts, requireCount(forced));
  }

  public static VectorTimestamp of(Dot dot) {
    return dot.origin().equals(MemberId.FORCED)
        ? ZERO.withForced(dot.n())
        : ZERO.with(dot.origin(), dot.n());
  }

  public long get(MemberId member) {
    int at = Arrays.binarySearch(members, member);
    return at < 0 ? 0 : counts[at];
  }

  /** F, the number of forced updates (R20); 0 while there are none. */
  public long forced() {
    return forced;
  }

  public int size() {
    return members.length;
  }

  public MemberId member(int index) {
    return members[index];
  }

  public long count(int index) {
    return counts[index];
  }

  public VectorTimestamp with(MemberId member, long count) {
    int at = Arrays.binarySearch(members, member);
    if (at >= 0 && count > 0) {
      long[] changed = counts.clone();
      changed[at] = count;
      return new VectorTimestamp(members, changed, forced);
    }
    SortedMap<MemberId, Long> map = asMap();
    map.remove(member);
    if (count != 0) {
      map.put(member, count);
    }
    return of(map, forced);
  }

  public VectorTimestamp withForced(long count) {
    return new VectorTimestamp(members, counts, requireCount(count));
  }

  /** The component-wise maximum (R1). */
  public VectorTimestamp merge(VectorTimestamp other) {
    if (covers(other)) {
      return this;
    }
    return other.covers(this) ? other : combine(other, Math::max);
  }

  /** The component-wise minimum: what both sides have. */
  public VectorTimestamp meet(VectorTimestamp other) {
    return combine(other, Math::min);
  }

  /** Component-wise {@code >=} (R1). */
  public boolean covers(VectorTimestamp other) {
    if (forced < other.forced) {
      return false;
    }
    int i = 0;
    for (int j = 0; j < other.members.length; j++) {
      while (i < members.length && members[i].compareTo(other.members[j]) < 0) {
        i++;
      }
      if (i == members.length
          || !members[i].equals(other.members[j])
          || counts[i] < other.counts[j]) {
        return false;
      }
    }
    return true;
  }

  public boolean covers(Dot dot) {
    return (dot.origin().equals(MemberId.FORCED) ? forced : get(dot.origin())) >= dot.n();
  }

  public SortedMap<MemberId, Long> asMap() {
    TreeMap<MemberId, Long> map = new TreeMap<>();
    for (int i = 0; i < members.length; i++) {
      map.put(members[i], counts[i]);
    }
    return map;
  }

  private VectorTimestamp combine(VectorTimestamp other, LongBinaryOperator operator) {
    Builder result = new Builder(members.length + other.members.length);
    int i = 0;
    int j = 0;
    while (i < members.length || j < other.members.length) {
      int order =
          i == members.length
              ? 1
              : j == other.members.length ? -1 : members[i].compareTo(other.members[j]);
      MemberId member = order <= 0 ? members[i] : other.members[j];
      long mine = order <= 0 ? counts[i++] : 0;
      long theirs = order >= 0 ? other.counts[j++] : 0;
      result.add(member, operator.applyAsLong(mine, theirs));
    }
    return result.build(operator.applyAsLong(forced, other.forced));
  }

  private static long requireCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count is never negative: " + count);
    }
    return count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorTimestamp that
        && forced == that.forced
        && Arrays.equals(counts, that.counts)
        && Arrays.equals(members, that.members);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(members) + Arrays.hashCode(counts)) + Long.hashCode(forced);
  }

  /** {@code {rm1.a=3 rm2.b=1 F=2}}; F is left out while 0. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < members.length; i++) {
      text.append(i == 0 ? "" : " ").append(members[i]).append('=').append(counts[i]);
    }
    if (forced != 0) {
      text.append(members.length == 0 ? "" : " ").append("F=").append(forced);
    }
    return text.append('}').toString();
  }

  /** Collects components in ascending order of member; zeros are left out. */
  private static final class Builder {
    private final MemberId[] members;
    private final long[] counts;
    private int size;

    Builder(int capacity) {
      members = new MemberId[capacity];
      counts = new long[capacity];
    }

    void add(MemberId member, long count) {
      if (requireCount(count) != 0) {
        members[size] = member;
        counts[size++] = count;
      }
    }

    VectorTimestamp build(long forced) {
      return new VectorTimestamp(
          Arrays.copyOf(members, size), Arrays.copyOf(counts, size), requireCount(forced));
    }
  }
}
