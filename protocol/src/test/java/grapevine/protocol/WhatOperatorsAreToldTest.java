package grapevine.protocol;

import static grapevine.protocol.Examples.callId;
import static grapevine.protocol.Examples.dot;
import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.pending;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.token;
import static grapevine.protocol.Examples.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a call is held back, and how far an update has come. */
class WhatOperatorsAreToldTest {
  private final ReplicaBench rm1 = ReplicaBench.started("rm1", "rm2", "rm3");

  @Test
  void a_held_update_names_the_component_that_it_waits_for() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    rm1.update(update(2, token(timestamp("rm2", 3))));

    assertThat(rm1.replica.held(8))
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.kind()).isEqualTo(HeldCall.Kind.UPDATE);
              assertThat(held.ticksLeft()).isPositive();
              assertThat(held.awaited())
                  .containsExactly(new HeldCall.Awaited(member("rm2"), 3, 1, false));
            });
  }

  @Test
  void either_record_of_a_pending_write_would_do() {
    rm1.update(update(2, token(VectorTimestamp.ZERO, pending(1, dot("rm2", 1), dot("rm3", 1)))));
    assertThat(rm1.replica.held(8).get(0).awaited())
        .containsExactly(
            new HeldCall.Awaited(member("rm2"), 1, 0, true),
            new HeldCall.Awaited(member("rm3"), 1, 0, true));
  }

  @Test
  void no_more_held_calls_are_told_than_asked_for() {
    for (int i = 1; i <= 3; i++) {
      rm1.update(update(i, token(timestamp("rm2", 9))));
    }
    assertThat(rm1.replica.held(2)).hasSize(2);
  }

  @Test
  void an_update_is_logged_then_executed_then_known_by_all() {
    assertThat(rm1.replica.whereIs(callId(1)).dots()).isEmpty();
    rm1.update(update(1, Token.EMPTY));
    assertThat(rm1.replica.whereIs(callId(1)))
        .isEqualTo(new Whereabouts(List.of(dot("rm1", 1)), false, false));

    rm1.receive("rm2", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    assertThat(rm1.replica.whereIs(callId(1)).isExecuted()).isTrue();
    assertThat(rm1.replica.whereIs(callId(1)).isKnownByAll()).isFalse();

    rm1.receive("rm3", Gossip.Kind.ANSWER, timestamp("rm1", 1));
    assertThat(rm1.replica.whereIs(callId(1)).isKnownByAll()).isTrue();
  }
}
