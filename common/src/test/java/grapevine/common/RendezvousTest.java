package grapevine.common;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.protocol.MemberId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RendezvousTest {
  private static final List<MemberId> MEMBERS =
      List.of(new MemberId("rm1", 1), new MemberId("rm2", 2), new MemberId("rm3", 3));

  @Test
  void all_who_know_the_same_members_agree_in_whatever_order_they_know_them() {
    List<MemberId> reversed = new ArrayList<>(MEMBERS);
    Collections.reverse(reversed);
    for (int i = 0; i < 50; i++) {
      assertThat(ranked(i, reversed)).isEqualTo(ranked(i, MEMBERS)).hasSize(3);
    }
  }

  @Test
  void things_are_spread_over_the_members() {
    Map<String, Integer> count = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      count.merge(ranked(i, MEMBERS).get(0).name(), 1, Integer::sum);
    }
    assertThat(count)
        .hasSize(3)
        .allSatisfy((name, things) -> assertThat(things).isBetween(60, 140));
  }

  @Test
  void when_one_goes_only_its_things_move_and_to_who_came_next() {
    for (int i = 0; i < 50; i++) {
      List<MemberId> before = ranked(i, MEMBERS);
      List<MemberId> left = new ArrayList<>(MEMBERS);
      left.remove(before.get(0));
      assertThat(ranked(i, left)).isEqualTo(before.subList(1, 3));
    }
  }

  private static List<MemberId> ranked(int key, List<MemberId> members) {
    return Rendezvous.ranked("test", "key-" + key, members);
  }
}
