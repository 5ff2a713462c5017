package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import grapevine.protocol.Member;
import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R13, R14, invariants 24, 25. */
class TruncationTest {
  private static final VectorTimestamp FLOOR = timestamp("rm1", 1);

  private final Truncation checker = new Truncation(3);
  private final Course rm1 = new Course(checker, "rm1").open();
  private final Course rm2 = new Course(checker, "rm2").open();
  private final Course rm3 = new Course(checker, "rm3").open();
  private final LogRecord first = record("rm1", 1, 1);
  private final LogRecord second = record("rm1", 2, 2);

  @Test
  void a_record_goes_when_executed_here_and_on_every_disk() {
    rm2.append(first).commit();
    rm3.append(first).commit();
    assertThatCode(() -> rm1.append(first, second).apply(first).commit().discard(FLOOR).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void a_record_stays_until_it_is_executed_here() {
    rm2.append(first).commit();
    rm3.append(first).commit();
    assertViolates("truncation", () -> rm1.append(first).commit().discard(FLOOR).step());
  }

  @Test
  void a_record_stays_until_the_last_disk_holds_it() {
    rm2.append(first).commit();
    rm3.append(first).step();
    assertViolates("truncation", () -> rm1.append(first).apply(first).discard(FLOOR).step());
  }

  @Test
  void what_a_crash_took_back_is_on_no_disk() {
    rm2.append(first).commit();
    rm3.append(first).step().crash().open().commit();
    assertViolates("truncation", () -> rm1.append(first).apply(first).discard(FLOOR).step());
  }

  @Test
  void nothing_goes_before_every_member_was_there() {
    Course alone = new Course(new Truncation(2), "rm1").open();
    assertViolates("truncation", () -> alone.append(first).apply(first).discard(FLOOR).step());
  }

  @Test
  void a_new_disk_under_an_old_name_does_not_take_back_what_the_old_one_held() {
    rm2.append(first).commit();
    rm3.append(first).commit();
    new Course(checker, new MemberId("rm3", 2)).open().commit();
    assertThatCode(() -> rm1.append(first).apply(first).discard(FLOOR).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void a_new_disk_under_an_old_name_is_not_a_further_member() {
    rm2.append(first).commit();
    new Course(checker, new MemberId("rm2", 2)).open().append(first).commit();
    assertViolates("truncation", () -> rm1.append(first).apply(first).discard(FLOOR).step());
  }

  @Test
  void records_over_a_floor_that_is_covered_are_taken() {
    rm2.append(first).commit();
    assertThatCode(() -> rm2.receive(rm1.gossip(FLOOR, second)).append(second).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void nothing_is_taken_over_a_floor_that_is_not_covered() {
    rm2.receive(rm1.gossip(FLOOR, second));
    assertViolates("truncation", () -> rm2.append(second));
  }

  @Test
  void a_floor_that_only_a_lost_transaction_covered_is_not_covered() {
    rm2.append(first).step().crash().open().receive(rm1.gossip(FLOOR, second));
    assertViolates("truncation", () -> rm2.append(second));
  }

  @Test
  void such_a_message_does_not_bar_own_records_nor_the_next_message() {
    LogRecord own = record("rm2", 1, 3);
    assertThatCode(
            () -> {
              rm2.receive(rm1.gossip(FLOOR, second)).append(own).step();
              rm2.receive(rm3.gossip(first)).append(first).commit();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void who_joins_in_the_same_step_gets_a_copy_of_what_went_before() {
    rm2.append(first).commit();
    rm3.append(first).commit();
    rm1.append(first).apply(first).commit();
    rm1.discard(FLOOR);
    executesJoin();
    assertThatCode(rm1::step).doesNotThrowAnyException();
  }

  @Test
  void a_record_stays_until_a_joining_member_has_it() {
    rm2.append(first).commit();
    rm3.append(first).commit();
    rm1.append(first).apply(first).commit();
    executesJoin();
    rm1.step();
    assertViolates("truncation", () -> rm1.discard(FLOOR).step());
  }

  private void executesJoin() {
    rm1.executed = rm1.executed.withForced(1);
    rm1.members =
        List.of(
            member("rm1", Member.State.ACTIVE),
            member("rm2", Member.State.ACTIVE),
            member("rm3", Member.State.ACTIVE),
            member("rm4", Member.State.JOINING));
  }

  private static Member member(String name, Member.State state) {
    return new Member(Course.member(name), state, "", 0, 0);
  }
}
