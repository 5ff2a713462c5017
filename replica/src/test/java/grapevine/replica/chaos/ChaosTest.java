package grapevine.replica.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import grapevine.common.link.LinkMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChaosTest {
  private static final List<LinkMessage> SOMETHING = List.of(new LinkMessage.Watch(true));

  private final Chaos chaos = new Chaos("rm1", Optional.of(() -> {}));
  private final List<LinkMessage> passed = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    chaos.close();
  }

  @Test
  void without_an_order_everything_passes_at_once() {
    chaos.pass("rm2", SOMETHING, passed::addAll);
    assertThat(passed).hasSize(1);
    assertThat(chaos.dropped()).isZero();
  }

  @Test
  void a_cut_concerns_one_peer_and_no_front_end() {
    chaos.order(new ChaosOrder(false, false, List.of("rm2"), Map.of()));
    chaos.pass("rm2", SOMETHING, passed::addAll);
    assertThat(passed).isEmpty();
    chaos.pass("rm3", SOMETHING, passed::addAll);
    chaos.pass("", SOMETHING, passed::addAll);
    assertThat(passed).hasSize(2);
    assertThat(chaos.dropped()).isEqualTo(1);
  }

  @Test
  void what_is_late_is_bounded_and_the_rest_is_lost() {
    chaos.order(late(ChaosOrder.DELAY_MILLIS_MAX));
    for (int i = 0; i < Chaos.LATE_MAX + 2; i++) {
      chaos.pass("rm2", SOMETHING, passed::addAll);
    }
    assertThat(passed).isEmpty();
    assertThat(chaos.dropped()).isEqualTo(2);
  }

  @Test
  void what_is_late_passes_in_the_end() {
    chaos.order(late(20));
    chaos.pass("rm2", SOMETHING, passed::addAll);
    await().until(() -> passed.size() == 1);
  }

  @Test
  void nothing_can_be_ordered_where_it_is_not_allowed() {
    try (Chaos none = new Chaos("rm1", Optional.empty())) {
      assertThat(none.isAllowed()).isFalse();
      assertThatThrownBy(() -> none.order(late(1))).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_delay_has_bounds() {
    assertThatThrownBy(() -> late(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> late(10_001)).isInstanceOf(IllegalArgumentException.class);
  }

  private static ChaosOrder late(int millis) {
    return new ChaosOrder(false, false, List.of(), Map.of("rm2", millis));
  }
}
