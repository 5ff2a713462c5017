package grapevine.simulator.history;

import static grapevine.common.ordering.OrderStatus.ACCEPTED;
import static grapevine.common.ordering.OrderStatus.CANCELLED_BY_CUSTOMER;
import static grapevine.common.ordering.OrderStatus.PLACED;
import static grapevine.common.ordering.OrderStatus.PREPARING;
import static grapevine.simulator.history.Story.placed;
import static grapevine.simulator.history.Story.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.history.HistoryEvent.Result;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Each promise in a history that keeps it and in one that breaks it. Anna and Ben are customers,
 * Rosa is the restaurant; x and y are orders, w1, w2, ... writes.
 */
class HistoryCheckerTest {
  private static final List<String> X = List.of("x");
  private static final List<String> Y = List.of("y");
  private static final List<String> BOTH = List.of("x", "y");

  private final Story story = new Story();

  @Test
  void a_session_reads_its_own_writes() {
    story.places("anna", "w1", "x").reads("anna", X, placed("x", "w1"));
    assertThat(story.finish()).isEqualTo(new HistoryCounts(1, 1, 0, 0));
  }

  @Test
  void a_session_that_misses_its_own_order_is_caught() {
    story.places("anna", "w1", "x");
    assertBroken("read-your-writes", () -> story.reads("anna", X));
  }

  @Test
  void a_session_that_misses_its_own_move_is_caught() {
    story.places("anna", "w1", "x").moves("anna", "w2", "x", CANCELLED_BY_CUSTOMER);
    assertBroken("read-your-writes", () -> story.reads("anna", List.of(), placed("x", "w1")));
  }

  @Test
  void the_read_before_a_write_owes_what_any_read_owes() {
    story.places("anna", "w1", "x").moves("anna", "w2", "x", ACCEPTED, placed("x", "w1"));
    assertBroken(
        "read-your-writes",
        () -> story.moves("anna", "w3", "x", CANCELLED_BY_CUSTOMER, placed("x", "w1")));
  }

  @Test
  void a_read_under_way_owes_nothing_that_ended_after_it_began() {
    int reading = story.beginsToRead("anna", X);
    story.places("anna", "w1", "x").ends("anna", reading, Result.OK);
    assertThat(story.finish().okReads()).isEqualTo(1);
  }

  @Test
  void a_read_that_was_not_answered_shows_no_absence() {
    story.places("anna", "w1", "x");
    story.ends("anna", story.beginsToRead("anna", X), Result.INFO);
    assertThat(story.finish().okReads()).isZero();
  }

  @Test
  void absence_of_what_was_not_asked_for_means_nothing() {
    story.places("anna", "w1", "x").reads("anna", Y);
    assertThat(story.finish().okReads()).isEqualTo(1);
  }

  @Test
  void another_sessions_write_is_not_owed_before_it_was_shown() {
    story.places("anna", "w1", "x").reads("ben", X).reads("ben", X, placed("x", "w1"));
    assertThat(story.finish().readsOfOthers()).isEqualTo(1);
  }

  @Test
  void a_write_that_was_shown_and_is_gone_is_caught() {
    story.places("anna", "w1", "x").reads("ben", X, placed("x", "w1"));
    assertBroken("monotonic-reads", () -> story.reads("ben", X));
  }

  @Test
  void a_write_of_unknown_outcome_may_be_absent_or_appear_late() {
    story
        .writes("anna", "w1", "x", PLACED, Result.INFO)
        .reads("anna", X)
        .reads("ben", X, placed("x", "w1"))
        .reads("anna", X)
        .reads("anna", X, placed("x", "w1"));
    assertThat(story.finish().okReads()).isEqualTo(4);
  }

  @Test
  void a_write_of_unknown_outcome_is_owed_to_whoever_was_shown_it() {
    story.writes("anna", "w1", "x", PLACED, Result.INFO).reads("anna", X, placed("x", "w1"));
    assertBroken("monotonic-reads", () -> story.reads("anna", X));
  }

  @Test
  void a_write_still_under_way_is_owed_to_whoever_was_shown_it() {
    story.begins("anna", "w1", "x", PLACED);
    story.reads("ben", X, placed("x", "w1"));
    assertBroken("monotonic-reads", () -> story.reads("ben", X));
  }

  @Test
  void a_cause_is_shown_with_its_effect() {
    causeAndEffect()
        .reads("ben", BOTH, placed("x", "w1"), placed("y", "w2"))
        .reads("carl", Y, placed("y", "w2"))
        .reads("carl", X, placed("x", "w1"));
    assertThat(story.finish().readsOfOthers()).isEqualTo(4);
  }

  @Test
  void an_effect_without_its_cause_in_one_answer_is_caught() {
    causeAndEffect();
    assertBroken("writes-follow-reads", () -> story.reads("ben", BOTH, placed("y", "w2")));
  }

  @Test
  void an_effect_without_its_cause_in_a_later_answer_is_caught() {
    causeAndEffect().reads("ben", Y, placed("y", "w2"));
    assertBroken("writes-follow-reads", () -> story.reads("ben", X));
  }

  @Test
  void a_cause_that_the_writer_read_just_before_is_owed_too() {
    story
        .places("anna", "w1", "x")
        .places("carl", "w2", "y")
        .moves("rosa", "w3", "y", ACCEPTED, placed("y", "w2"), placed("x", "w1"));
    assertBroken(
        "writes-follow-reads", () -> story.reads("ben", BOTH, seen("y", ACCEPTED, "w2", "w3")));
  }

  @Test
  void an_answer_that_shows_the_write_itself_is_not_its_cause() {
    int position = story.begins("anna", "w1", "x", PLACED);
    story
        .moves("rosa", "w2", "x", ACCEPTED, placed("x", "w1"))
        .ends("anna", position, Result.OK, seen("x", ACCEPTED, "w1", "w2"))
        .reads("ben", X, placed("x", "w1"));
    assertBroken("monotonic-reads", () -> story.reads("anna", X, placed("x", "w1")));
  }

  @Test
  void a_cause_learned_while_a_read_was_under_way_is_owed_only_to_its_effect() {
    int anna = story.beginsToRead("anna", BOTH);
    int ben = story.beginsToRead("ben", BOTH);
    causeAndEffect().reads("ben", X, placed("x", "w1"));
    assertBroken(
        "writes-follow-reads", () -> story.ends("anna", anna, Result.OK, placed("y", "w2")));
    assertBroken("writes-follow-reads", () -> story.ends("ben", ben, Result.OK, placed("y", "w2")));
  }

  @Test
  void a_write_of_unknown_outcome_is_owed_with_what_depends_on_it() {
    story
        .writes("anna", "w1", "x", PLACED, Result.INFO)
        .reads("rosa", X, placed("x", "w1"))
        .places("rosa", "w2", "y");
    assertBroken("writes-follow-reads", () -> story.reads("ben", BOTH, placed("y", "w2")));
  }

  @Test
  void what_was_handed_over_is_owed() {
    story.places("anna", "w1", "x").handsOver("anna", "ben").handsOver("ben", "carl");
    assertBroken("writes-follow-reads", () -> story.reads("carl", X));
  }

  @Test
  void a_read_that_began_before_the_hand_over_does_not_owe_it() {
    story.places("anna", "w1", "x");
    int reading = story.beginsToRead("ben", X);
    story.handsOver("anna", "ben").ends("ben", reading, Result.OK);
    assertBroken("writes-follow-reads", () -> story.reads("ben", X));
  }

  @Test
  void an_operation_under_way_is_not_handed_over() {
    int writing = story.begins("anna", "w1", "x", PLACED);
    story.handsOver("anna", "ben").ends("anna", writing, Result.OK).reads("ben", X);
    assertThat(story.finish().okReads()).isEqualTo(1);
  }

  @Test
  void a_later_write_without_the_earlier_one_on_another_order_is_caught() {
    story.places("anna", "w1", "x").places("anna", "w2", "y").reads("ben", Y, placed("y", "w2"));
    assertBroken("monotonic-writes", () -> story.reads("carl", BOTH, placed("y", "w2")));
  }

  @Test
  void a_later_write_without_the_earlier_one_on_the_same_order_is_caught() {
    story
        .places("anna", "w1", "x")
        .moves("rosa", "w2", "x", ACCEPTED, placed("x", "w1"))
        .moves("rosa", "w3", "x", PREPARING)
        .reads("ben", X, seen("x", ACCEPTED, "w1", "w2"));
    assertBroken(
        "monotonic-writes", () -> story.reads("carl", X, seen("x", PREPARING, "w1", "w3")));
  }

  @Test
  void an_earlier_write_that_failed_or_of_unknown_outcome_is_not_missed() {
    story
        .writes("anna", "w1", "x", PLACED, Result.INFO)
        .writes("anna", "w2", "z", PLACED, Result.FAIL)
        .places("anna", "w3", "y")
        .reads("ben", List.of("x", "y", "z"), placed("y", "w3"));
    assertThat(story.finish()).isEqualTo(new HistoryCounts(1, 1, 1, 0));
  }

  @Test
  void two_writes_of_a_session_under_way_at_once_do_not_depend_on_each_other() {
    int first = story.begins("anna", "w1", "x", PLACED);
    int second = story.begins("anna", "w2", "y", PLACED);
    story
        .ends("anna", first, Result.OK)
        .ends("anna", second, Result.OK)
        .reads("ben", BOTH, placed("y", "w2"))
        .reads("carl", BOTH, placed("x", "w1"));
    assertThat(story.finish().okWrites()).isEqualTo(2);
  }

  @Test
  void a_write_that_nobody_made_is_caught() {
    story.places("anna", "w1", "x");
    assertBroken("thin-air", () -> story.reads("ben", X, seen("x", PLACED, "w1", "w7")));
  }

  @Test
  void an_order_that_nobody_placed_is_caught() {
    story.moves("rosa", "w1", "x", ACCEPTED);
    assertBroken("thin-air", () -> story.reads("ben", X, seen("x", ACCEPTED, "w1")));
    assertBroken("thin-air", () -> story.reads("ben", Y, seen("y", PLACED)));
  }

  @Test
  void a_write_shown_on_an_order_that_it_was_not_for_is_caught() {
    story.places("anna", "w1", "x").places("anna", "w2", "y");
    assertBroken("thin-air", () -> story.reads("ben", BOTH, placed("x", "w1"), placed("y", "w1")));
  }

  @Test
  void a_write_executed_twice_is_caught() {
    story.places("anna", "w1", "x").moves("rosa", "w2", "x", ACCEPTED);
    assertBroken("duplicate", () -> story.reads("ben", X, seen("x", ACCEPTED, "w1", "w2", "w2")));
  }

  @Test
  void an_order_twice_in_an_answer_is_caught() {
    story.places("anna", "w1", "x");
    assertBroken("duplicate", () -> story.reads("ben", X, placed("x", "w1"), placed("x", "w1")));
  }

  @Test
  void an_order_with_another_body_than_it_was_placed_with_is_caught() {
    story.places("anna", "w1", "x");
    SeenOrder cheaper = new SeenOrder("x", PLACED, "another price", List.of("w1"));
    assertBroken("wrong-body", () -> story.reads("ben", X, cheaper));
  }

  @Test
  void the_status_is_the_join_of_the_writes_in_whatever_order_they_came() {
    concurrentMoves()
        .reads("anna", X, seen("x", PREPARING, "w1", "w3", "w2"))
        .reads("rosa", X, seen("x", PREPARING, "w1", "w2", "w3"));
    assertThat(story.finish().readsOfOthers()).isEqualTo(2);
  }

  @Test
  void a_status_that_the_latest_write_set_is_caught() {
    concurrentMoves();
    assertBroken(
        "wrong-status",
        () -> story.reads("anna", X, seen("x", CANCELLED_BY_CUSTOMER, "w1", "w2", "w3")));
  }

  @Test
  void a_status_that_falls_is_caught_whether_or_not_its_writes_are_still_shown() {
    concurrentMoves().reads("ben", X, seen("x", PREPARING, "w1", "w2"));
    assertBroken("wrong-status", () -> story.reads("ben", X, seen("x", PLACED, "w1", "w2")));
    assertBroken(
        "monotonic-reads",
        () -> story.reads("ben", X, seen("x", CANCELLED_BY_CUSTOMER, "w1", "w3")));
  }

  @Test
  void a_failed_write_that_is_shown_is_caught() {
    story.writes("anna", "w1", "x", PLACED, Result.FAIL).reads("anna", X);
    assertBroken("no-effect", () -> story.reads("ben", X, placed("x", "w1")));
    assertBroken("no-effect", () -> story.holdsAtTheEnd("rm1", placed("x", "w1")));
  }

  @Test
  void a_write_that_was_shown_and_then_fails_is_caught() {
    int writing = story.begins("anna", "w1", "x", PLACED);
    story.reads("ben", X, placed("x", "w1"));
    assertBroken("no-effect", () -> story.ends("anna", writing, Result.FAIL));
  }

  @Test
  void in_the_end_all_replicas_hold_all_that_happened() {
    story
        .places("anna", "w1", "x")
        .writes("anna", "w2", "y", PLACED, Result.INFO)
        .writes("anna", "w3", "z", PLACED, Result.INFO)
        .holdsAtTheEnd("rm1", placed("x", "w1"), placed("z", "w3"))
        .holdsAtTheEnd("rm2", placed("z", "w3"), placed("x", "w1"));
    assertThat(story.finish().finalStates()).isEqualTo(2);
  }

  @Test
  void an_acknowledged_write_missing_at_a_replica_in_the_end_is_caught() {
    story.places("anna", "w1", "x").holdsAtTheEnd("rm1", placed("x", "w1"));
    assertBroken("lost-write", () -> story.holdsAtTheEnd("rm2"));
  }

  @Test
  void a_write_of_unknown_outcome_that_was_shown_and_is_lost_is_caught() {
    story.writes("anna", "w1", "x", PLACED, Result.INFO).reads("ben", X, placed("x", "w1"));
    assertBroken("lost-write", () -> story.holdsAtTheEnd("rm1"));
  }

  @Test
  void replicas_that_differ_in_a_write_that_nobody_was_shown_are_caught() {
    story.writes("anna", "w1", "x", PLACED, Result.INFO).holdsAtTheEnd("rm1", placed("x", "w1"));
    assertBroken("divergence", () -> story.holdsAtTheEnd("rm2"));
  }

  @Test
  void replicas_that_differ_in_the_order_of_writes_are_caught() {
    concurrentMoves().holdsAtTheEnd("rm1", seen("x", PREPARING, "w1", "w2", "w3"));
    assertBroken(
        "divergence", () -> story.holdsAtTheEnd("rm2", seen("x", PREPARING, "w1", "w3", "w2")));
  }

  @Test
  void an_operation_that_never_ends_is_caught() {
    story.beginsToRead("anna", X);
    assertBroken("unanswered", story::finish);
  }

  @Test
  void a_history_that_makes_no_sense_is_the_harness_at_fault() {
    story.places("anna", "w1", "x");
    assertBroken("bad-history", () -> story.ends("anna", 1, Result.OK));
    assertBroken("bad-history", () -> story.ends("ben", 1, Result.OK));
    assertBroken("bad-history", () -> story.places("anna", "w1", "y"));
    assertBroken("bad-history", () -> story.places("anna", "w2", "x"));
    assertBroken(
        "bad-history", () -> story.checker().add(new HistoryEvent.ReadInvoked("anna", 1, X)));
    story.holdsAtTheEnd("rm1", placed("x", "w1"));
    assertBroken("bad-history", () -> story.holdsAtTheEnd("rm1", placed("x", "w1")));
    assertBroken("bad-history", () -> story.places("anna", "w3", "z"));
  }

  /** Whoever is shown y is owed x, for Rosa had read it when she placed y. */
  private Story causeAndEffect() {
    return story
        .places("anna", "w1", "x")
        .reads("rosa", X, placed("x", "w1"))
        .places("rosa", "w2", "y");
  }

  private Story concurrentMoves() {
    return story
        .places("anna", "w1", "x")
        .moves("rosa", "w2", "x", PREPARING, placed("x", "w1"))
        .moves("anna", "w3", "x", CANCELLED_BY_CUSTOMER, placed("x", "w1"));
  }

  private static void assertBroken(String invariant, ThrowingCallable step) {
    assertThatExceptionOfType(InvariantViolated.class)
        .isThrownBy(step)
        .extracting(InvariantViolated::invariant)
        .isEqualTo(invariant);
  }
}
