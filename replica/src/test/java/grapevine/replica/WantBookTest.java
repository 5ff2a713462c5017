package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Rendezvous;
import grapevine.common.ordering.ProviderFact.AreaWanted;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.common.ordering.Tile;
import grapevine.protocol.MemberId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose turn it is to ask a provider. */
class WantBookTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long GRACE = WantBook.GRACE_MILLIS;
  private static final Want WANT = new AreaWanted(Tile.at(54.767, -1.573), NOW);
  private static final List<MemberId> THERE =
      Rendezvous.ranked(
          "grapevine/provider/1",
          WANT.key(),
          List.of(new MemberId("rm1", 1), new MemberId("rm2", 2), new MemberId("rm3", 3)));
  private static final MemberId FIRST = THERE.get(0);
  private static final MemberId SECOND = THERE.get(1);
  private static final MemberId THIRD = THERE.get(2);

  private final WantBook book = new WantBook();

  @Test
  void the_first_asks_at_once_and_each_other_a_minute_after_the_one_before() {
    book.add(WANT, NOW);
    assertThat(book.due(FIRST, THERE, NOW)).contains(WANT);
    assertThat(book.due(SECOND, THERE, NOW + GRACE - 1)).isEmpty();
    assertThat(book.due(SECOND, THERE, NOW + GRACE)).contains(WANT);
    assertThat(book.due(THIRD, THERE, NOW + 2 * GRACE - 1)).isEmpty();
    assertThat(book.due(THIRD, THERE, NOW + 2 * GRACE)).contains(WANT);
  }

  @Test
  void who_comes_next_takes_over_at_once_from_one_that_is_not_heard() {
    book.add(WANT, NOW);
    assertThat(book.due(SECOND, List.of(SECOND, THIRD), NOW)).contains(WANT);
    assertThat(book.due(THIRD, List.of(SECOND, THIRD), NOW)).isEmpty();
  }

  @Test
  void one_that_is_no_member_asks_nobody() {
    book.add(WANT, NOW);
    assertThat(book.due(new MemberId("rm9", 9), THERE, NOW + 9 * GRACE)).isEmpty();
  }

  @Test
  void what_was_asked_in_vain_is_tried_again_after_all_others_and_three_times_at_most() {
    book.add(WANT, NOW);
    book.tried(WANT, 3, NOW);
    assertThat(book.due(FIRST, THERE, NOW + 3 * GRACE - 1)).isEmpty();
    assertThat(book.due(FIRST, THERE, NOW + 3 * GRACE)).contains(WANT);
    book.tried(WANT, 3, NOW);
    book.tried(WANT, 3, NOW);
    assertThat(book.size()).isZero();
  }

  @Test
  void what_was_postponed_or_met_is_not_due() {
    book.add(WANT, NOW);
    book.postpone(WANT, NOW + 5);
    assertThat(book.due(FIRST, THERE, NOW + 4)).isEmpty();
    assertThat(book.due(FIRST, THERE, NOW + 5)).contains(WANT);
    book.met(WANT);
    assertThat(book.due(FIRST, THERE, NOW + 5)).isEmpty();
  }

  @Test
  void there_is_a_bound_to_what_is_remembered_and_for_how_long() {
    book.add(new AreaWanted(Tile.at(0, 0), NOW - WantBook.AGE_MILLIS_MAX), NOW);
    assertThat(book.size()).isZero();
    for (int i = 0; i < WantBook.WANTS_MAX + 10; i++) {
      book.add(new AreaWanted(new Tile(i, 0), NOW), NOW);
    }
    assertThat(book.size()).isEqualTo(WantBook.WANTS_MAX);
    assertThat(book.due(FIRST, THERE, NOW + WantBook.AGE_MILLIS_MAX)).isEmpty();
    assertThat(book.size()).isZero();
  }
}
