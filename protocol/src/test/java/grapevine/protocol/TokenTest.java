package grapevine.protocol;

import static grapevine.protocol.Examples.callId;
import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.pending;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** R3: what enters a token and what leaves it. */
class TokenTest {
  private static final PendingWrite WRITE = pending(1, dot("rm1", 1), dot("rm2", 1));

  @Test
  void an_acknowledgement_adds_a_pending_write_and_leaves_the_timestamp() {
    Token after = Token.EMPTY.afterUpdate(WRITE, 9);
    assertThat(after.vector()).isEqualTo(VectorTimestamp.ZERO);
    assertThat(after.pending()).containsExactly(WRITE);
    assertThat(after.lamport()).isEqualTo(9);
  }

  @Test
  void a_querys_reply_removes_exactly_what_the_query_carried() {
    PendingWrite later = pending(2, dot("rm1", 2));
    Token carried = token(VectorTimestamp.ZERO, WRITE);
    Token after =
        token(VectorTimestamp.ZERO, WRITE, later).afterQuery(carried, timestamp("rm1", 1), 0);
    assertThat(after.pending()).containsExactly(later);
    assertThat(after.vector()).isEqualTo(timestamp("rm1", 1));
  }

  @Test
  void any_one_of_a_writes_dots_is_enough() {
    assertThat(WRITE.isCoveredBy(timestamp("rm2", 1))).isTrue();
    assertThat(WRITE.isCoveredBy(timestamp("rm1", 1))).isTrue();
    assertThat(WRITE.isCoveredBy(timestamp("rm3", 5))).isFalse();
  }

  @Test
  void merging_is_maximum_and_union_and_joins_the_dots_of_one_write() {
    Token merged =
        token(timestamp("rm1", 2), pending(1, dot("rm1", 3)))
            .merge(
                token(timestamp("rm2", 1), pending(1, dot("rm2", 4)), pending(2, dot("rm2", 5))));
    assertThat(merged.vector()).isEqualTo(timestamp("rm1", 2, "rm2", 1));
    assertThat(merged.pending())
        .containsExactly(pending(1, dot("rm1", 3), dot("rm2", 4)), pending(2, dot("rm2", 5)));
  }

  @Test
  void beyond_the_bound_the_oldest_write_becomes_a_plain_dependency() {
    Token full = Token.EMPTY;
    for (int i = 1; i <= Token.PENDING_MAX + 1; i++) {
      full = full.afterUpdate(pending(i, dot("rm1", i), dot("rm2", i)), 0);
    }
    assertThat(full.pending()).hasSize(Token.PENDING_MAX);
    assertThat(full.pending().get(0).callId()).isEqualTo(callId(2));
    assertThat(full.vector()).isEqualTo(timestamp("rm1", 1));
  }

  @Test
  void a_token_keeps_no_reference_to_the_list_it_was_made_from() {
    List<PendingWrite> writes = new java.util.ArrayList<>(List.of(WRITE));
    Token token = new Token(VectorTimestamp.ZERO, writes, 0);
    writes.clear();
    assertThat(token.pending()).containsExactly(WRITE);
  }
}
