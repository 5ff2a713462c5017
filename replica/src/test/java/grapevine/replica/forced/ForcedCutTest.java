package grapevine.replica.forced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.protocol.MemberId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is cut behind what the databases hold; state moves otherwise (R18, R25). */
class ForcedCutTest {
  private static final String PADDING = "x".repeat(40_000);
  @TempDir private Path root;

  private TestGroup three() {
    return new TestGroup(3, TestGroup.quick(30, 10), root);
  }

  /** Enough for several files of the log, of 1 MiB each. */
  private static void fill(TestGroup group, List<TestMember> present, String name) {
    for (int i = 0; i < 80; i++) {
      present.get(0).propose(name + i + PADDING);
      if (i % 20 == 19) {
        TestGroup.awaitCommand(present, name + i + PADDING);
        present.forEach(TestMember::reportApplied);
      }
    }
    group.commit(present.get(0), name + " end");
    TestGroup.awaitCommand(present, name + " end");
    present.forEach(TestMember::reportApplied);
  }

  private static long firstSegment(TestMember member) {
    try (Stream<Path> files = Files.walk(member.directory())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.matches("log_[0-9]+-[0-9]+|log_inprogress_[0-9]+"))
          .mapToLong(f -> Long.parseLong(f.replaceAll("log_(inprogress_)?([0-9]+).*", "$2")))
          .min()
          .orElseThrow();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // a file went while we looked
    }
  }

  private static void awaitCut(List<TestMember> members) {
    for (TestMember member : members) {
      await(member.id + " cuts").atMost(TestGroup.PATIENCE).until(() -> firstSegment(member) > 0);
    }
  }

  @Test
  void a_restart_begins_at_the_marker_and_delivers_nothing_twice() {
    try (TestGroup group = three()) {
      fill(group, group.all(), "a");
      awaitCut(group.all());
      TestMember member = group.member(2);
      member.close();
      group.commit(group.member(1), "meanwhile");
      member.open(group.founders);
      TestGroup.awaitCommand(List.of(member), "meanwhile");
      assertThat(member.deliveredSinceOpen()).isEqualTo(1);
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void one_that_was_away_for_long_says_so_and_goes_on_from_a_snapshot() {
    try (TestGroup group = three()) {
      TestMember away = group.member(3);
      List<TestMember> others = List.of(group.member(1), group.member(2));
      group.commit(away, "all here");
      away.close();
      fill(group, others, "b");
      awaitCut(others);
      away.open(group.founders);
      await().atMost(TestGroup.PATIENCE).until(() -> away.behind() > 0);
      assertThat(away.has("b end")).isFalse();
      away.install(group.member(1));
      group.commit(group.member(1), "after");
      TestGroup.awaitCommand(group.all(), "after");
      TestGroup.assertOneOrder(group.all());
      // Its log begins behind the jump, and so it does after a restart.
      away.close();
      group.commit(group.member(2), "once more");
      away.open(group.founders);
      TestGroup.awaitCommand(group.all(), "once more");
      // It counts as a voter like the others.
      group.member(1).close();
      group.commit(away, "with two");
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void one_that_has_the_state_already_goes_on_by_itself() {
    try (TestGroup group = three()) {
      TestMember away = group.member(3);
      List<TestMember> others = List.of(group.member(1), group.member(2));
      group.commit(away, "all here");
      away.close();
      fill(group, others, "c");
      awaitCut(others);
      away.restore(group.member(2));
      away.open(group.founders);
      group.commit(group.member(1), "after");
      TestGroup.awaitCommand(group.all(), "after");
      assertThat(away.behind()).isEqualTo(-1);
      assertThat(away.deliveredSinceOpen()).isEqualTo(1);
      TestGroup.assertOneOrder(group.all());
    }
  }

  @Test
  void a_newcomer_without_a_snapshot_holds_up_nobody() {
    try (TestGroup group = three()) {
      fill(group, group.all(), "d");
      awaitCut(group.all());
      MemberId id = new MemberId("rm4", 0xa4);
      List<MemberId> four = new ArrayList<>(group.founders);
      four.add(id);
      TestMember newcomer = group.add(id);
      newcomer.open(List.of());
      group.all().forEach(m -> m.log().voters(four));
      await().atMost(TestGroup.PATIENCE).until(() -> newcomer.behind() > 0);
      group.commit(group.member(2), "without it");
      assertThat(group.member(1).log().currentVoters()).doesNotContain(id);
      newcomer.install(group.member(1));
      await()
          .atMost(TestGroup.PATIENCE)
          .until(() -> group.member(1).log().currentVoters().contains(id));
      group.commit(newcomer, "with it");
      TestGroup.awaitCommand(group.all(), "with it");
      TestGroup.assertOneOrder(group.all());
    }
  }
}
