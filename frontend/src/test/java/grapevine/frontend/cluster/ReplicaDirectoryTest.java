package grapevine.frontend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.HostPort;
import grapevine.protocol.Member;
import grapevine.protocol.Member.State;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R17: whom a front end asks, as replica managers tell it who takes part. */
class ReplicaDirectoryTest {
  private final ReplicaDirectory directory = new ReplicaDirectory(List.of("rm1", "rm2"));

  @Test
  void founders_are_added_as_they_are_met_and_none_is_dropped_before_anything_was_decided() {
    assertThat(directory.heard(report(0, member("rm1", State.ACTIVE)))).isTrue();
    assertThat(directory.heard(report(0, member("rm1", State.ACTIVE)))).isFalse();
    assertThat(directory.heard(report(0, member("rm3", State.ACTIVE)))).isTrue();
    assertThat(directory.names()).containsExactly("rm1", "rm2", "rm3");
    assertThat(directory.addresses()).containsEntry("rm3", new HostPort("rm3", 1));
  }

  @Test
  void the_one_who_has_executed_most_is_believed() {
    Member one = member("rm1", State.ACTIVE);
    assertThat(directory.heard(report(7, one, member("rm4", State.JOINING)))).isTrue();
    assertThat(directory.names()).containsExactly("rm1", "rm4");
    assertThat(directory.heard(report(5, one, member("rm2", State.ACTIVE)))).isFalse();
    assertThat(directory.heard(report(8, one, member("rm4", State.FENCED)))).isTrue();
    assertThat(directory.names()).containsExactly("rm1");
    assertThat(directory.addresses()).containsOnlyKeys("rm1");
    assertThat(directory.heard(report(9))).isFalse();
  }

  @Test
  void a_name_that_an_operator_made_up_gives_way_to_the_real_one() {
    ReplicaDirectory seeded = new ReplicaDirectory(List.of("seed"));
    seeded.heard(report(0, member("rm1", State.ACTIVE)));
    seeded.isReally("seed", "rm1");
    assertThat(seeded.names()).containsExactly("rm1");
  }

  private static Member member(String name, State state) {
    return new Member(new MemberId(name, 1), state, name + ":1", 0, 0);
  }

  private static ReplicaReport report(long executed, Member... members) {
    return new ReplicaReport(
        new MemberId("rm1", 1),
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
        List.of(members));
  }
}
