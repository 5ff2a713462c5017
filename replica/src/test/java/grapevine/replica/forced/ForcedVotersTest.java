package grapevine.replica.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.protocol.MemberId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who votes changes as the state machine says (R17). */
class ForcedVotersTest {
  private static final MemberId NEWCOMER = new MemberId("rm9", 0xb9);

  @TempDir private Path root;

  private TestGroup group(int count) {
    return new TestGroup(count, TestGroup.quick(10_000, 1000), root);
  }

  private static void tellAll(TestGroup group, List<MemberId> voters) {
    group.all().stream().filter(m -> m.log() != null).forEach(m -> m.log().voters(voters));
  }

  private static List<MemberId> with(List<MemberId> some, MemberId one) {
    List<MemberId> all = new ArrayList<>(some);
    all.add(one);
    return all;
  }

  private static List<MemberId> without(List<MemberId> some, MemberId one) {
    return some.stream().filter(m -> !m.equals(one)).toList();
  }

  private static void awaitVoters(TestMember by, List<MemberId> voters) {
    await("voters as " + by.id + " sees them")
        .atMost(TestGroup.PATIENCE)
        .untilAsserted(
            () -> assertThat(by.log().currentVoters()).containsExactlyInAnyOrderElementsOf(voters));
  }

  @Test
  void a_newcomer_is_waited_for_without_holding_up_others_and_then_votes() throws Exception {
    try (TestGroup group = group(3)) {
      AtomicBoolean isEnough = new AtomicBoolean();
      Thread load =
          new Thread(
              () -> {
                for (int i = 0; !isEnough.get(); i++) {
                  group.commit(group.member(1 + i % 3), "load" + i);
                }
              });
      group.awaitLeader(group.all());
      load.start();
      List<MemberId> four = with(group.founders, NEWCOMER);
      TestMember newcomer = group.add(NEWCOMER);
      tellAll(group, four);
      group.commit(group.member(1), "while it is awaited");
      newcomer.open(List.of());
      newcomer.log().voters(four);
      awaitVoters(group.member(1), four);
      group.commit(newcomer, "by the newcomer");
      isEnough.set(true);
      load.join();
      TestGroup.awaitCommand(group.all(), "by the newcomer");
      TestGroup.assertOneOrder(group.all());
      await().atMost(TestGroup.PATIENCE).until(newcomer::hasMajority);
    }
  }

  @Test
  void one_that_cannot_be_reached_does_not_hold_up_a_removal() {
    try (TestGroup group = group(3)) {
      TestMember leader = group.awaitLeader(group.all());
      TestMember leaving = group.all().stream().filter(m -> m != leader).findFirst().orElseThrow();
      leaving.close();
      tellAll(group, with(without(group.founders, leaving.id), NEWCOMER));
      awaitVoters(leader, without(group.founders, leaving.id));
      group.commit(leader, "by two");
    }
  }

  @Test
  void a_removed_leader_hands_over() {
    try (TestGroup group = group(3)) {
      TestMember leader = group.awaitLeader(group.all());
      group.commit(leader, "before");
      List<MemberId> rest = without(group.founders, leader.id);
      tellAll(group, rest);
      List<TestMember> others = group.all().stream().filter(m -> m != leader).toList();
      awaitVoters(others.get(0), rest);
      // Until it has handed over it may still be told what comes.
      await().atMost(TestGroup.PATIENCE).until(leader::saysNoMajority);
      group.commit(others.get(0), "after");
      TestGroup.awaitCommand(others, "after");
      assertThat(leader.has("after")).isFalse();
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void one_alone_becomes_three_and_one_again() {
    try (TestGroup group = group(1)) {
      TestMember first = group.member(1);
      group.commit(first, "alone");
      List<MemberId> two = with(group.founders, new MemberId("rm2", 0xa2));
      List<MemberId> three = with(two, new MemberId("rm3", 0xa3));
      for (MemberId id : three.subList(1, 3)) {
        group.add(id).open(List.of());
      }
      tellAll(group, three);
      awaitVoters(first, three);
      group.commit(first, "three");
      TestGroup.awaitCommand(group.all(), "three");
      tellAll(group, group.founders);
      awaitVoters(first, group.founders);
      group.commit(first, "alone again");
    }
  }

  @Test
  void a_member_that_comes_back_with_an_empty_disk_is_another_voter() {
    try (TestGroup group = group(3)) {
      group.commit(group.member(1), "before");
      TestMember lost = group.member(3);
      lost.close();
      MemberId reborn = new MemberId(lost.id.name(), 0xc3);
      List<MemberId> voters = with(without(group.founders, lost.id), reborn);
      TestMember again = group.add(reborn);
      again.open(List.of());
      tellAll(group, voters);
      awaitVoters(again, voters);
      group.commit(again, "reborn");
      assertThat(again.commands()).containsSubsequence("before", "reborn");
    }
  }
}
