package grapevine.protocol;

import static grapevine.protocol.Examples.callId;
import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** R10, R13, R14: the log holds a run without a gap for each origin, keyed by dot. */
class UpdateLogTest {
  private static final LogRecord FIRST = record("rm1", 1, 10, Token.EMPTY);
  private static final LogRecord SECOND = record("rm1", 2, 20, Token.EMPTY);
  private static final LogRecord OTHER = record("rm2", 1, 10, Token.EMPTY);

  private final UpdateLog log = new UpdateLog(VectorTimestamp.ZERO, List.of(FIRST, SECOND, OTHER));

  @Test
  void two_records_of_one_call_id_are_both_kept() {
    assertThat(log.find(callId(10))).containsExactly(FIRST, OTHER);
    assertThat(log.find(member("rm2"), 1)).isEqualTo(OTHER);
  }

  @Test
  void a_record_after_a_gap_is_refused() {
    assertThat(log.isNext(dot("rm1", 4))).isFalse();
    assertThatThrownBy(() -> log.append(record("rm1", 4, 40, Token.EMPTY)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_repeated_record_is_refused() {
    assertThat(log.isNext(dot("rm1", 2))).isFalse();
    assertThatThrownBy(() -> log.append(SECOND)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void records_above_what_a_peer_holds_come_as_contiguous_runs() {
    assertThat(log.above(timestamp("rm1", 1), 10, 1000)).containsExactly(SECOND, OTHER);
    assertThat(log.above(timestamp("rm1", 2, "rm2", 1), 10, 1000)).isEmpty();
    assertThat(log.countAbove(timestamp("rm1", 1))).isEqualTo(2);
  }

  @Test
  void a_batch_that_is_cut_short_is_a_prefix_and_never_empty() {
    assertThat(log.above(VectorTimestamp.ZERO, 2, 1000)).containsExactly(FIRST, SECOND);
    assertThat(log.above(VectorTimestamp.ZERO, 10, 1)).containsExactly(FIRST);
  }

  @Test
  void a_records_token_counts_against_the_bound_of_a_message() {
    Token heavy =
        new Token(
            timestamp("rm1", 1),
            LongStream.rangeClosed(1, Token.PENDING_MAX)
                .mapToObj(n -> Examples.pending(n, dot("rm1", n)))
                .toList(),
            0);
    UpdateLog heavyLog =
        new UpdateLog(
            VectorTimestamp.ZERO, List.of(record("rm1", 1, 1, heavy), record("rm1", 2, 2, heavy)));
    assertThat(heavyLog.above(VectorTimestamp.ZERO, 10, 1000)).hasSize(1);
  }

  @Test
  void discarding_moves_the_floor_and_forgets_the_call_ids() {
    log.discard(timestamp("rm1", 1, "rm2", 1));
    assertThat(log.floor()).isEqualTo(timestamp("rm1", 1, "rm2", 1));
    assertThat(log.replicaTimestamp()).isEqualTo(timestamp("rm1", 2, "rm2", 1));
    assertThat(log.find(callId(10))).isEmpty();
    assertThat(log.find(member("rm1"), 1)).isNull();
    assertThat(log.find(member("rm1"), 2)).isEqualTo(SECOND);
    assertThat(log.size()).isEqualTo(1);
  }

  @Test
  void numbering_goes_on_after_a_restart_with_an_empty_log() {
    UpdateLog recovered = new UpdateLog(timestamp("rm1", 7), List.of());
    assertThat(recovered.last(member("rm1"))).isEqualTo(7);
    recovered.append(record("rm1", 8, 80, Token.EMPTY));
    assertThat(recovered.above(VectorTimestamp.ZERO, 10, 1000)).hasSize(1);
  }
}
