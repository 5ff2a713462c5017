package grapevine.protocol;

import static grapevine.protocol.Examples.callId;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both cores together: what was acknowledged is seen by its session, is everywhere in the end, and
 * once.
 */
class ConvergenceTest {
  private static final int SESSIONS = 20;

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 200, 300, 400, 500, 600, 700, 800, 900})
  void every_acknowledged_update_is_everywhere_once(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + 100; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    SmallCluster cluster = new SmallCluster(seed);
    cluster.run(8);
    for (long call = 1; call <= SESSIONS; call++) {
      write(cluster, call, callId(call), Token.EMPTY);
      cluster.run(2);
    }
    cluster.run(30);
    readBack(cluster, seed);
    for (long call = 1; call <= SESSIONS; call++) { // the same keys again: retries
      write(cluster, 2000 + call, callId(call), Token.EMPTY);
    }
    cluster.run(30);
    cluster.heal(60);
    assertConverged(cluster, seed);
  }

  private static void write(SmallCluster cluster, long call, CallId callId, Token token) {
    cluster.frontEnd(
        new FrontEndInput.Update(
            call, callId, token, callId.low(), Payload.of("order " + callId.low())));
  }

  /** Read-your-writes: each session that was told "done" asks with its token. */
  private static void readBack(SmallCluster cluster, long seed) {
    for (long call = 1; call <= SESSIONS; call++) {
      Optional<Token> token = cluster.tokenOf(call);
      if (token.isPresent()) {
        cluster.frontEnd(new FrontEndInput.Query(1000 + call, token, Payload.of("which?")));
      }
    }
    cluster.run(30);
    for (long call = 1; call <= SESSIONS; call++) {
      if (cluster.completions.get(1000 + call) instanceof FrontEndEffect.Answered answered) {
        assertThat(answered.answer().toString())
            .as("seed " + seed)
            .contains(callId(call).toString());
      }
    }
  }

  private static void assertConverged(SmallCluster cluster, long seed) {
    List<ReplicaReport> reports =
        cluster.replicas.values().stream().map(bench -> bench.replica.report()).toList();
    assertThat(cluster.diverged).as("seed " + seed).isEmpty();
    for (ReplicaReport report : reports) {
      assertThat(report.valueTimestamp())
          .as("seed " + seed)
          .isEqualTo(reports.get(0).valueTimestamp())
          .isEqualTo(report.replicaTimestamp());
      assertThat(report.digest()).as("seed " + seed).isEqualTo(reports.get(0).digest());
      assertThat(report.logLength() + report.heldUpdates() + report.heldQueries())
          .as("seed " + seed)
          .isZero();
    }
    assertThat(cluster.completions).as("seed " + seed).hasSizeGreaterThanOrEqualTo(2 * SESSIONS);
    for (ReplicaBench bench : cluster.replicas.values()) {
      assertThat(bench.value.appliedCallIds()).as("seed " + seed).doesNotHaveDuplicates();
      for (long call = 1; call <= SESSIONS; call++) {
        if (cluster.tokenOf(call).isPresent()) {
          assertThat(bench.value.appliedCallIds()).as("seed " + seed).contains(callId(call));
        }
      }
    }
  }
}
