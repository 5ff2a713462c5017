package grapevine.protocol;

import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * R1: the laws of timestamps, over all timestamps of up to three members with counts up to 2 and F
 * up to 1.
 */
class VectorTimestampTest {
  private static final List<VectorTimestamp> ALL = all();

  private static List<VectorTimestamp> all() {
    List<VectorTimestamp> result = new ArrayList<>();
    for (int a = 0; a <= 2; a++) {
      for (int b = 0; b <= 2; b++) {
        for (int c = 0; c <= 2; c++) {
          for (int f = 0; f <= 1; f++) {
            result.add(timestamp("rm1", a, "rm2", b, "rm3", c).withForced(f));
          }
        }
      }
    }
    return result;
  }

  @Test
  void merge_is_commutative_and_idempotent_and_covers_both_sides() {
    for (VectorTimestamp a : ALL) {
      assertThat(a.merge(a)).isEqualTo(a);
      for (VectorTimestamp b : ALL) {
        VectorTimestamp merged = a.merge(b);
        assertThat(merged).isEqualTo(b.merge(a));
        assertThat(merged.covers(a) && merged.covers(b)).isTrue();
      }
    }
  }

  @Test
  void merge_is_associative() {
    for (VectorTimestamp a : ALL) {
      for (VectorTimestamp b : ALL) {
        for (VectorTimestamp c : ALL) {
          assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        }
      }
    }
  }

  @Test
  void merge_is_the_least_timestamp_that_covers_both() {
    for (VectorTimestamp a : ALL) {
      for (VectorTimestamp b : ALL) {
        for (VectorTimestamp c : ALL) {
          assertThat(c.covers(a.merge(b))).isEqualTo(c.covers(a) && c.covers(b));
        }
      }
    }
  }

  @Test
  void meet_is_the_greatest_timestamp_that_both_cover() {
    for (VectorTimestamp a : ALL) {
      for (VectorTimestamp b : ALL) {
        for (VectorTimestamp c : ALL) {
          assertThat(a.meet(b).covers(c)).isEqualTo(a.covers(c) && b.covers(c));
        }
      }
    }
  }

  @Test
  void covers_is_a_partial_order() {
    for (VectorTimestamp a : ALL) {
      assertThat(a.covers(a)).isTrue();
      for (VectorTimestamp b : ALL) {
        assertThat(a.covers(b) && b.covers(a)).isEqualTo(a.equals(b));
        for (VectorTimestamp c : ALL) {
          assertThat(a.covers(b) && b.covers(c) && !a.covers(c)).isFalse();
        }
      }
    }
  }

  @Test
  void from_arrays_only_ascending_members_with_positive_counts_are_taken() {
    MemberId[] members = {member("rm1"), member("rm2")};
    assertThat(VectorTimestamp.ofAscending(members, new long[] {1, 2}, 3))
        .isEqualTo(timestamp("rm1", 1, "rm2", 2).withForced(3));
    MemberId[] descending = {member("rm2"), member("rm1")};
    MemberId[] twice = {member("rm1"), member("rm1")};
    long[] counts = {1, 2};
    assertThatThrownBy(() -> VectorTimestamp.ofAscending(descending, counts, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VectorTimestamp.ofAscending(twice, counts, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VectorTimestamp.ofAscending(members, new long[] {1, 0}, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VectorTimestamp.ofAscending(members, new long[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void two_timestamps_may_cover_neither_the_other() {
    VectorTimestamp one = timestamp("rm1", 1);
    VectorTimestamp other = timestamp("rm2", 1);
    assertThat(one.covers(other)).isFalse();
    assertThat(other.covers(one)).isFalse();
  }

  @Test
  void a_missing_member_counts_zero_and_a_zero_is_a_missing_member() {
    assertThat(timestamp("rm1", 0))
        .isEqualTo(VectorTimestamp.ZERO)
        .hasSameHashCodeAs(VectorTimestamp.ZERO);
    assertThat(timestamp("rm1", 3).with(member("rm1"), 0)).isEqualTo(VectorTimestamp.ZERO);
    assertThat(VectorTimestamp.ZERO.get(member("rm1"))).isZero();
  }

  @Test
  void another_incarnation_is_another_member() {
    VectorTimestamp first = VectorTimestamp.ZERO.with(new MemberId("rm1", 1), 5);
    assertThat(first.get(new MemberId("rm1", 2))).isZero();
    assertThat(first.covers(VectorTimestamp.ZERO.with(new MemberId("rm1", 2), 1))).isFalse();
  }

  @Test
  void the_forced_component_is_compared_like_any_other() {
    VectorTimestamp forced = VectorTimestamp.ZERO.withForced(1);
    assertThat(VectorTimestamp.ZERO.covers(forced)).isFalse();
    assertThat(forced.merge(timestamp("rm1", 1)).forced()).isEqualTo(1);
    assertThat(forced).hasToString("{F=1}");
  }

  @Test
  void a_count_is_never_negative() {
    assertThatThrownBy(() -> timestamp("rm1", -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VectorTimestamp.ZERO.withForced(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
