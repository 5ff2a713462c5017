package grapevine.protocol;

import java.util.List;

/** A front end with waits that are short and differ. */
final class FrontEndBench {
  static final int HEDGE_TICKS = 5;
  static final int ENOUGH_TICKS = 10;
  static final int DEADLINE_TICKS = 16;
  static final int SUSPECT_TICKS = 2;
  static final int RETRY_RESERVE = 3;

  private FrontEndBench() {}

  static FrontEnd newFrontEnd(String... replicas) {
    FrontEnd result =
        new FrontEnd(
            new FrontEndSettings(
                List.of(replicas),
                2,
                HEDGE_TICKS,
                ENOUGH_TICKS,
                DEADLINE_TICKS,
                20,
                SUSPECT_TICKS,
                RETRY_RESERVE,
                100));
    for (String replica : replicas) {
      result.step(new FrontEndInput.Link(replica, true));
    }
    return result;
  }
}
