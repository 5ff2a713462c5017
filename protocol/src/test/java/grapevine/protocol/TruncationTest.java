package grapevine.protocol;

import static grapevine.protocol.Examples.member;
import static grapevine.protocol.Examples.only;
import static grapevine.protocol.Examples.record;
import static grapevine.protocol.Examples.timestamp;
import static grapevine.protocol.Examples.update;
import static grapevine.protocol.ReplicaBench.LEFT_BEHIND_TICKS;
import static grapevine.protocol.ReplicaBench.LOG_BYTES_MAX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log lets go, and when (R14). */
class TruncationTest {
  private final ReplicaBench rm1 = ReplicaBench.started("rm1", "rm2", "rm3");

  /** R14: a record goes when it is executed here and known by every member, and not before. */
  @Test
  void a_record_is_discarded_when_every_member_holds_it() {
    rm1.push("rm2", record("rm2", 1, 1, Token.EMPTY));
    assertThat(only(Effect.Discard.class, rm1.ticks(8))).isEmpty();
    rm1.receive("rm3", Gossip.Kind.ANSWER, timestamp("rm2", 1));
    assertThat(only(Effect.Discard.class, rm1.ticks(8)))
        .containsExactly(new Effect.Discard(timestamp("rm2", 1)));
    assertThat(rm1.replica.report().logLength()).isZero();
  }

  /** R14: first the log has to grow, then somebody has to have stood still for long. */
  @Test
  void a_long_log_leaves_behind_who_has_gained_nothing_for_long() {
    GossipRecord[] run = longRun("rm2", LOG_BYTES_MAX);
    rm1.push("rm2", run);
    assertThat(only(Effect.Discard.class, rm1.ticks(LEFT_BEHIND_TICKS - 4)))
        .as("rm3 was heard lately")
        .isEmpty();
    rm1.push("rm2", run); // nothing new, and it holds everything
    assertThat(only(Effect.Discard.class, rm1.ticks(8))).hasSize(1);
  }

  @Test
  void a_short_log_leaves_nobody_behind() {
    rm1.push("rm2", longRun("rm2", LOG_BYTES_MAX / 2));
    assertThat(only(Effect.Discard.class, rm1.ticks(4 * LEFT_BEHIND_TICKS))).isEmpty();
  }

  /** It takes time to catch up, and it does. */
  @Test
  void who_gains_anything_is_not_left_behind() {
    rm1.push("rm2", longRun("rm2", LOG_BYTES_MAX));
    for (int held = 1; held < 4; held++) {
      rm1.ticks(LEFT_BEHIND_TICKS / 2);
      rm1.receive("rm3", Gossip.Kind.PUSH, timestamp("rm2", held));
    }
    assertThat(only(Effect.Discard.class, rm1.ticks(LEFT_BEHIND_TICKS / 2)))
        .allMatch(discard -> discard.floor().get(member("rm2")) <= 3);
  }

  /** Otherwise two halves could each discard what the other needs. */
  @Test
  void half_of_the_members_leave_nobody_behind() {
    ReplicaBench one = ReplicaBench.started("rm1", "rm2", "rm3", "rm4");
    one.push("rm2", longRun("rm2", LOG_BYTES_MAX));
    assertThat(only(Effect.Discard.class, one.ticks(4 * LEFT_BEHIND_TICKS))).isEmpty();
  }

  /** R14: what cannot be discarded is bounded all the same. */
  @Test
  void a_full_log_refuses_updates_it_does_not_know() {
    rm1.push("rm2", longRun("rm2", 2 * LOG_BYTES_MAX));
    assertThat(only(Effect.Reply.class, rm1.update(update(-1, Token.EMPTY))))
        .extracting(reply -> reply.reply().outcome())
        .containsExactly(Outcome.BUSY);
    assertThat(only(Effect.Reply.class, rm1.update(update(1, Token.EMPTY))))
        .extracting(reply -> reply.reply().outcome())
        .containsExactly(Outcome.DONE);
  }

  private static GossipRecord[] longRun(String origin, long bytes) {
    List<GossipRecord> run = new ArrayList<>();
    for (long weight = 0; weight < bytes; ) {
      LogRecord next = record(origin, run.size() + 1, run.size() + 1, Token.EMPTY);
      run.add(next);
      weight += next.weight();
    }
    return run.toArray(GossipRecord[]::new);
  }
}
