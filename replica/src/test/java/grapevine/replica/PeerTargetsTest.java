package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.HostPort;
import grapevine.protocol.Member;
import grapevine.protocol.Member.State;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R17: whom a replica manager dials, and what it makes of what others say of it. */
class PeerTargetsTest {
  private final PeerTargets targets = new PeerTargets("rm1", Map.of("rm2", at(2)));

  @Test
  void a_configured_address_counts_for_more_and_nobody_dials_himself() {
    assertThat(
            targets.of(
                List.of(
                    member("rm1", 1, State.ACTIVE, 0, "h:1"),
                    member("rm2", 2, State.ACTIVE, 0, "elsewhere:9"),
                    member("rm3", 3, State.JOINING, 4, "h:3"))))
        .containsExactlyInAnyOrderEntriesOf(Map.of("rm2", at(2), "rm3", at(3)));
  }

  @Test
  void one_that_is_gone_is_dialled_until_another_has_its_name() {
    Member gone = member("rm3", 3, State.RETIRED, 9, "h:3");
    assertThat(targets.of(List.of(gone))).containsEntry("rm3", at(3));
    Member older = member("rm3", 1, State.RETIRED, 2, "h:1");
    assertThat(targets.of(List.of(older, gone))).containsEntry("rm3", at(3));
    Member successor = member("rm3", 4, State.JOINING, 12, "h:4");
    assertThat(targets.of(List.of(gone, successor, older))).containsEntry("rm3", at(4));
  }

  @Test
  void an_address_that_nobody_can_reach_is_none() {
    for (String address : List.of("", "0.0.0.0:7100", "h:0", "nonsense")) {
      assertThat(targets.of(List.of(member("rm3", 3, State.ACTIVE, 4, address))))
          .containsOnlyKeys("rm2");
    }
  }

  @Test
  void who_is_told_that_the_others_go_on_without_it_believes_it() {
    Member me = member("rm1", 1, State.ACTIVE, 0, "h:1");
    assertThat(judged(me, 0, page(5, entry(State.ACTIVE, 1)))).isEmpty();
    assertThat(judged(me, 3, page(5, entry(State.FENCED, 1)))).contains(ExitCode.RETIRED);
    assertThat(judged(me, 3, page(5, entry(State.RETIRED, 1)))).contains(ExitCode.RETIRED);
    // A founder whom nobody knows: its cluster has members already.
    assertThat(judged(me, 0, page(5, entry(State.ACTIVE, 7)))).contains(ExitCode.WRONG_DISK);
    assertThat(judged(me, 0, page(0, entry(State.ACTIVE, 7)))).isEmpty();
  }

  private static Optional<ExitCode> judged(Member me, long executed, MembersPage page) {
    ReplicaReport report =
        new ReplicaReport(
            me.id(),
            VectorTimestamp.ZERO.withForced(executed),
            VectorTimestamp.ZERO,
            0,
            0,
            0,
            0,
            0,
            0,
            false,
            false,
            0,
            List.of(me));
    return FenceWatch.judge(report, page).map(ReplicaFailure::exitCode);
  }

  private static MembersPage page(long executed, MembersPage.Entry entry) {
    return new MembersPage("rm2", executed, true, "rm2", List.of(entry));
  }

  private static MembersPage.Entry entry(State state, long incarnation) {
    return new MembersPage.Entry("rm1", Long.toHexString(incarnation), state, "h:1", 0, null, null);
  }

  private static HostPort at(int port) {
    return new HostPort("h", port);
  }

  private static Member member(
      String name, long incarnation, State state, long since, String address) {
    return new Member(new MemberId(name, incarnation), state, address, since, 0);
  }
}
