package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
  private static final long RESERVE = 100;

  private long left = RESERVE;
  private boolean isBroken;
  private final DiskSpace space =
      new DiskSpace(
          "rm1",
          "data",
          RESERVE,
          () -> {
            if (isBroken) {
              throw new IOException("no such device");
            }
            return left;
          });

  @Test
  void it_is_short_below_the_reserve_until_there_is_a_quarter_more() {
    assertThat(isShortWith(100)).isFalse();
    assertThat(isShortWith(99)).isTrue();
    assertThat(isShortWith(124)).isTrue();
    assertThat(isShortWith(125)).isFalse();
    assertThat(isShortWith(100)).isFalse();
  }

  @Test
  void a_commit_that_found_no_room_makes_it_short_whatever_is_left() {
    space.full(true);
    assertThat(isShortWith(1_000)).isTrue();
    space.full(false);
    assertThat(space.isShort()).isFalse();
  }

  @Test
  void what_cannot_be_told_is_taken_for_room() {
    assertThat(isShortWith(99)).isTrue();
    isBroken = true;
    assertThat(isShortWith(99)).isFalse();
  }

  private boolean isShortWith(long bytes) {
    left = bytes;
    space.look();
    return space.isShort();
  }
}
