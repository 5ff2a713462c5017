package grapevine.protocol;

import java.util.List;

/**
 * Bounds and waits of a front end; waits in ticks.
 *
 * @param fanOut to how many replica managers each query and update goes
 * @param hedgeTicks silence after which one more is asked
 * @param enoughTicks an update acknowledged by fewer than {@code fanOut}, with no one left to ask,
 *     is answered after this
 * @param silentTicks a replica manager not heard for so long is asked last
 */
public record FrontEndSettings(
    List<String> replicas,
    int fanOut,
    int hedgeTicks,
    int enoughTicks,
    int deadlineTicks,
    int silentTicks,
    int callsMax) {
  public FrontEndSettings {
    replicas = List.copyOf(replicas);
  }

  /** For ticks of 10 ms. */
  public static FrontEndSettings standard(List<String> replicas, int fanOut) {
    return new FrontEndSettings(replicas, fanOut, 15, 60, 150, 60, 4096);
  }
}
