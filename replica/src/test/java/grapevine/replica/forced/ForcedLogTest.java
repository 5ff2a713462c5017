package grapevine.replica.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three voters that stay: order, fail-over, restart (R20-R22). */
class ForcedLogTest {
  @TempDir private Path root;

  private TestGroup three() {
    return new TestGroup(3, TestGroup.quick(10_000, 1000), root);
  }

  @Test
  void what_any_member_proposes_comes_out_everywhere_in_one_order() {
    try (TestGroup group = three()) {
      group.commit(group.member(1), "first");
      for (int i = 0; i < 100; i++) {
        for (TestMember member : group.all()) {
          member.propose(member.id.name() + "-" + i);
        }
      }
      for (TestMember member : group.all()) {
        TestGroup.awaitCommand(group.all(), member.id.name() + "-99");
        await().atMost(TestGroup.PATIENCE).until(() -> member.commands().size() >= 301);
      }
      TestGroup.assertOneOrder(group.all());
      await().atMost(TestGroup.PATIENCE).until(() -> group.member(2).hasMajority());
    }
  }

  @Test
  void the_others_go_on_without_their_leader_which_catches_up_when_it_is_back() {
    try (TestGroup group = three()) {
      TestMember leader = group.awaitLeader(group.all());
      group.commit(leader, "before");
      leader.close();
      List<TestMember> others = group.all().stream().filter(m -> m != leader).toList();
      group.commit(others.get(0), "without it");
      TestGroup.awaitCommand(others, "without it");
      leader.open(group.founders);
      group.commit(leader, "with it");
      TestGroup.awaitCommand(group.all(), "with it");
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void a_minority_says_so_and_commits_nothing() {
    try (TestGroup group = three()) {
      TestMember leader = group.awaitLeader(group.all());
      await().atMost(TestGroup.PATIENCE).until(leader::hasMajority);
      group.network.cut(leader.id);
      leader.propose("alone");
      await().atMost(TestGroup.PATIENCE).until(leader::saysNoMajority);
      List<TestMember> others = group.all().stream().filter(m -> m != leader).toList();
      group.commit(others.get(1), "together");
      assertThat(leader.commands()).isEmpty();
      group.network.heal(leader.id);
      await().atMost(TestGroup.PATIENCE).until(leader::hasMajority);
      TestGroup.awaitCommand(group.all(), "together");
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void a_restart_delivers_what_the_database_lacks_and_no_more() {
    try (TestGroup group = three()) {
      TestMember member = group.member(2);
      for (int i = 0; i < 20; i++) {
        group.commit(group.member(1), "c" + i);
      }
      TestGroup.awaitCommand(group.all(), "c19");
      member.close();
      for (int i = 20; i < 40; i++) {
        group.commit(group.member(1), "c" + i);
      }
      member.open(group.founders);
      TestGroup.awaitCommand(List.of(member), "c39");
      assertThat(member.deliveredSinceOpen()).isEqualTo(20);
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void committed_commands_survive_the_death_of_all() throws IOException {
    try (TestGroup group = three()) {
      for (int i = 0; i < 30; i++) {
        group.commit(group.member(1 + i % 3), "c" + i);
      }
      // What a kill would leave: the files as they are, of processes that had no time to end.
      for (TestMember member : group.all()) {
        copy(member.directory(), root.resolve("killed-" + member.id));
      }
      group.all().forEach(TestMember::close);
      TestMember fresh = group.member(3);
      fresh.forget();
      for (TestMember member : group.all()) {
        member.open(group.founders, root.resolve("killed-" + member.id));
      }
      TestGroup.awaitCommand(List.of(fresh), "c29");
      group.commit(group.member(1), "after");
      TestGroup.awaitCommand(group.all(), "after");
      TestGroup.assertOneOrder(group.all());
      assertThat(fresh.commands()).hasSize(31);
    }
  }

  @Test
  void lost_and_repeated_messages_do_no_harm() {
    try (TestGroup group = three()) {
      group.awaitLeader(group.all());
      group.network.disturb(0.05, 0.1);
      for (int i = 0; i < 50; i++) {
        group.member(1 + i % 3).propose("c" + i);
      }
      for (int i = 0; i < 50; i++) {
        TestGroup.awaitCommand(group.all(), "c" + i);
      }
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void nothing_is_left_of_a_closed_log() {
    try (TestGroup group = three()) {
      group.commit(group.member(1), "one");
    }
    await()
        .atMost(TestGroup.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("rm1")));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!file.endsWith("in_use.lock")) {
          Files.copy(file, target);
        }
      }
    }
  }
}
