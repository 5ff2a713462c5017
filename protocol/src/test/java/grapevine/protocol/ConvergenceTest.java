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
  private static final int WRITES = 20;
  private static final Payload ASK = Payload.of("which?");

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
    Token session = Token.EMPTY;
    for (long call = 1; call <= WRITES; call++) {
      write(cluster, call, session);
      // Every second write depends on the one before it; its session goes on as soon as it is told
      // "done".
      cluster.runUntil(call, 1 + (int) (call % 2) * 30);
      Optional<Token> token = cluster.tokenOf(call);
      session = token.orElse(session);
      token.ifPresent(
          readers -> cluster.frontEnd(new FrontEndInput.Query(1000 + lastOf(readers), token, ASK)));
    }
    cluster.run(30);
    for (long call = 1; call <= WRITES; call++) { // the same keys again: retries
      write(cluster, 2000 + call, Token.EMPTY);
    }
    cluster.run(30);
    cluster.heal(60);
    assertReadYourWrites(cluster, seed);
    assertConverged(cluster, seed);
  }

  private static long lastOf(Token token) {
    return token.pending().get(token.pending().size() - 1).callId().low();
  }

  private static void write(SmallCluster cluster, long call, Token token) {
    CallId callId = callId(call % 2000);
    cluster.frontEnd(
        new FrontEndInput.Update(
            call, callId, token, callId.low(), Payload.of("order " + callId.low())));
  }

  private static void assertReadYourWrites(SmallCluster cluster, long seed) {
    for (long call = 1; call <= WRITES; call++) {
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
    assertThat(cluster.completions).as("seed " + seed).hasSizeGreaterThanOrEqualTo(2 * WRITES);
    for (ReplicaBench bench : cluster.replicas.values()) {
      assertCausalOrder(bench, seed);
      assertThat(bench.value.appliedCallIds()).as("seed " + seed).doesNotHaveDuplicates();
      for (long call = 1; call <= WRITES; call++) {
        if (cluster.tokenOf(call).isPresent()) {
          assertThat(bench.value.appliedCallIds()).as("seed " + seed).contains(callId(call));
        }
      }
    }
  }

  /** Invariant 18: no update before the writes that its session had made. */
  private static void assertCausalOrder(ReplicaBench bench, long seed) {
    List<CallId> order = bench.value.appliedCallIds();
    for (LogRecord record : bench.value.applied) {
      for (PendingWrite before : record.update().prev().pending()) {
        assertThat(order.indexOf(before.callId()))
            .as("seed " + seed)
            .isBetween(0, order.indexOf(record.callId()));
      }
    }
  }
}
