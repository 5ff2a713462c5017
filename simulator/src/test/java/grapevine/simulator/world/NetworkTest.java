package grapevine.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private final Timeline timeline = new Timeline();
  private final Network network = new Network(timeline, Trace.OFF, new Dice(3));
  private final List<Integer> arrived = new ArrayList<>();

  private void send(int number, boolean mayRepeat) {
    network.send(new Network.Message("a", "b", number, mayRepeat, () -> arrived.add(number)));
  }

  private void sendMany(boolean mayRepeat) {
    for (int i = 0; i < 200; i++) {
      send(i, mayRepeat);
    }
    timeline.runUntil(20 * Timeline.SECOND);
  }

  private static Network.Quality bad(double lost, double repeated, double overtaken, double late) {
    return new Network.Quality(lost, repeated, overtaken, late, 300);
  }

  @Test
  void a_good_network_delivers_everything_once_and_in_order() {
    sendMany(true);
    assertThat(arrived).hasSize(200).isSorted();
  }

  @Test
  void a_message_may_be_lost() {
    network.quality(bad(0.3, 0, 0, 0));
    sendMany(true);
    assertThat(arrived).hasSizeBetween(100, 180).doesNotHaveDuplicates();
  }

  @Test
  void a_message_may_come_twice_or_again_seconds_later() {
    network.quality(bad(0, 0.3, 0, 0.3));
    sendMany(true);
    assertThat(arrived).hasSizeBetween(280, 360);
  }

  /** What a connection carries is not repeated, whatever happens to datagrams. */
  @Test
  void a_call_comes_once_at_most() {
    network.quality(bad(0, 0.3, 0, 0.3));
    sendMany(false);
    network.replay(new Dice(1));
    timeline.runUntil(30 * Timeline.SECOND);
    assertThat(arrived).hasSize(200);
  }

  @Test
  void a_message_may_be_overtaken() {
    network.quality(bad(0, 0, 0.2, 0));
    sendMany(true);
    assertThat(arrived).hasSize(200).doesNotHaveDuplicates();
    assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
  }

  @Test
  void a_cut_has_a_direction_and_takes_what_is_under_way() {
    send(1, true);
    network.cut("a", "b");
    send(2, true);
    network.send(new Network.Message("b", "a", 3, true, () -> arrived.add(3)));
    timeline.runUntil(Timeline.SECOND);
    assertThat(arrived).containsExactly(3);
  }

  @Test
  void overlapping_cuts_are_mended_one_by_one() {
    network.cut("a", "b");
    network.cut("a", "b");
    network.mend("a", "b");
    assertThat(network.isCut("a", "b")).isTrue();
    network.mend("a", "b");
    assertThat(network.isCut("a", "b")).isFalse();
  }

  @Test
  void an_old_message_comes_again_when_asked_for() {
    send(1, true);
    timeline.runUntil(Timeline.SECOND);
    network.replay(new Dice(1));
    timeline.runUntil(2 * Timeline.SECOND);
    assertThat(arrived).containsExactly(1, 1);
  }
}
