package grapevine.simulator.check;

import static grapevine.simulator.check.Course.assertViolates;
import static grapevine.simulator.check.Course.record;
import static grapevine.simulator.check.Course.timestamp;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.protocol.LogRecord;
import grapevine.protocol.VectorTimestamp;
import org.junit.jupiter.api.Test;

class SettledTest {
  private static final VectorTimestamp SETTLED = timestamp("rm1", 1);

  private final Settled checker = new Settled(2);
  private final Course rm1 = new Course(checker, "rm1").open();
  private final Course rm2 = new Course(checker, "rm2").open();
  private final LogRecord placed = record("rm1", 1, 1);
  private final LogRecord ignorant = record("rm2", 1, 2);
  private final LogRecord knowing = record("rm2", 1, 3);

  @Test
  void what_all_have_executed_is_settled_although_more_is_on_its_way() {
    executeEverywhere();
    rm2.append(knowing).commit();
    assertThatCode(() -> rm1.settle(SETTLED).commit().settle(SETTLED).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void what_was_stamped_in_ignorance_of_it_may_have_arrived() {
    rm2.append(ignorant).commit();
    executeEverywhere();
    assertThatCode(() -> rm1.append(ignorant).apply(ignorant).settle(SETTLED).commit())
        .doesNotThrowAnyException();
  }

  @Test
  void what_was_stamped_in_ignorance_of_it_may_not_be_on_its_way() {
    rm2.append(ignorant).commit();
    executeEverywhere();
    assertViolates("settled", () -> rm1.append(ignorant).settle(SETTLED).commit());
  }

  @Test
  void what_was_stamped_in_the_step_that_executed_it_counts_as_ignorant() {
    rm1.append(placed).apply(placed).commit();
    rm2.append(placed).apply(placed).append(ignorant).commit();
    assertViolates("settled", () -> rm1.settle(SETTLED).commit());
  }

  @Test
  void what_was_stamped_here_and_waits_for_a_second_disk_is_on_its_way() {
    rm1.append(placed, record("rm1", 2, 4)).apply(placed).commit();
    rm2.append(placed).apply(placed).commit();
    assertViolates("settled", () -> rm1.settle(SETTLED).commit());
  }

  @Test
  void a_stamp_that_a_crash_took_back_surprises_nobody() {
    rm2.append(ignorant).step().crash().open();
    executeEverywhere();
    rm2.append(knowing).commit();
    assertThatCode(() -> rm1.settle(SETTLED).commit()).doesNotThrowAnyException();
  }

  @Test
  void every_member_has_to_have_executed_it_on_its_disk() {
    rm1.append(placed).apply(placed).commit();
    rm2.append(placed).apply(placed).step();
    assertViolates("settled", () -> rm1.settle(SETTLED).commit());
  }

  @Test
  void it_has_to_be_executed_here() {
    rm1.append(placed).commit();
    rm2.append(placed).apply(placed).commit();
    assertViolates("settled", () -> rm1.settle(SETTLED).commit());
  }

  @Test
  void nothing_is_settled_before_every_member_was_there() {
    Course alone = new Course(new Settled(2), "rm1").open();
    assertViolates("settled", () -> alone.append(placed).apply(placed).settle(SETTLED).commit());
  }

  @Test
  void it_never_falls() {
    executeEverywhere();
    rm1.settle(SETTLED).commit();
    assertViolates("settled", () -> rm1.settle(VectorTimestamp.ZERO).commit());
  }

  @Test
  void what_a_crash_took_back_was_never_settled() {
    executeEverywhere();
    assertThatCode(
            () -> rm1.settle(SETTLED).step().crash().open().settle(VectorTimestamp.ZERO).commit())
        .doesNotThrowAnyException();
  }

  private void executeEverywhere() {
    rm1.append(placed).apply(placed).commit();
    rm2.append(placed).apply(placed).commit();
  }
}
