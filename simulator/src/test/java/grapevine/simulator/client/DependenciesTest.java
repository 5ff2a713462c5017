package grapevine.simulator.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.PendingWrite;
import grapevine.protocol.Token;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R3. */
class DependenciesTest {
  private static final MemberId RM1 = new MemberId("rm1", 1);
  private static final MemberId RM2 = new MemberId("rm2", 1);

  private static PendingWrite write(int callId, Dot... dots) {
    return new PendingWrite(new CallId(0, callId), List.of(dots));
  }

  private static Token token(long shown, long lamport, PendingWrite... pending) {
    return new Token(VectorTimestamp.of(new Dot(RM1, shown)), List.of(pending), lamport);
  }

  private static void assertForgets(Token before, Token after) {
    assertThatThrownBy(() -> Dependencies.requireKept(before, after))
        .hasMessageStartingWith("token-forgets: ");
  }

  @Test
  void more_of_everything_is_right() {
    PendingWrite first = write(1, new Dot(RM2, 1));
    Token before = token(1, 1, first);
    PendingWrite joined = write(1, new Dot(RM2, 1), new Dot(RM1, 9));
    assertThatCode(
            () -> {
              Dependencies.requireKept(before, token(2, 3, joined, write(2, new Dot(RM2, 2))));
              Dependencies.requireKept(token(5, 1, write(3, new Dot(RM1, 5))), token(5, 1));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void the_oldest_of_too_many_becomes_a_plain_dependency() {
    List<PendingWrite> many = new ArrayList<>();
    for (int i = 1; i <= Token.PENDING_MAX; i++) {
      many.add(write(i, new Dot(RM2, i)));
    }
    Token full = new Token(VectorTimestamp.ZERO, many, 0);
    Token after = full.afterUpdate(write(99, new Dot(RM2, 99)), 0);
    assertThatCode(() -> Dependencies.requireKept(full, after)).doesNotThrowAnyException();
    assertForgets(full, new Token(VectorTimestamp.ZERO, after.pending(), 0));
  }

  @Test
  void what_is_gone_is_found_out() {
    PendingWrite twice = write(1, new Dot(RM2, 1), new Dot(RM1, 7));
    assertForgets(token(1, 1, twice), token(1, 1));
    assertForgets(token(1, 1, twice), token(1, 1, write(1, new Dot(RM2, 1))));
    assertForgets(token(2, 1), token(1, 1));
    assertForgets(token(1, 2), token(1, 1));
  }
}
