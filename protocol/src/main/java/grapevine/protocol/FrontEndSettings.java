package grapevine.protocol;

import java.util.List;

/**
 * Bounds and waits of a front end; waits in ticks.
 *
 * @param fanOut to how many replica managers each query and update goes
 * @param hedgeTicks silence of a call after which one more is asked, if the budget allows
 * @param enoughTicks an update acknowledged by fewer than {@code fanOut}, with no one left to ask,
 *     is answered after this
 * @param silentTicks a replica manager not heard for so long is asked last
 * @param suspectTicks the same for one that owes answers while another is heard
 * @param retryReserve how many asks beyond {@code fanOut} may follow at once ({@link RetryBudget})
 */
public record FrontEndSettings(
    List<String> replicas,
    int fanOut,
    int hedgeTicks,
    int enoughTicks,
    int deadlineTicks,
    int silentTicks,
    int suspectTicks,
    int retryReserve,
    int callsMax) {
  public FrontEndSettings {
    replicas = List.copyOf(replicas);
  }

  /** For ticks of 10 ms. */
  public static FrontEndSettings standard(List<String> replicas, int fanOut) {
    return new FrontEndSettings(replicas, fanOut, 15, 60, 150, 60, 10, 128, 4096);
  }
}
