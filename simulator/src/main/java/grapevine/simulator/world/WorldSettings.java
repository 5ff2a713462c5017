package grapevine.simulator.world;

import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.ReplicaSettings;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How big the world is and how its cores are set.
 *
 * @param callsMax how many calls a front end has under way at most
 * @param bindsMessages whether a message is lost with the connection that carries it, as over TCP;
 *     without, messages travel on their own, which is crueller: an old process's may still arrive
 * @param repeatsCalls whether the network may deliver a call twice. Connections do not; a refusal
 *     means "no effect" only then (invariant 9)
 */
public record WorldSettings(
    int replicas,
    int frontEnds,
    int fanOut,
    int heldMax,
    int gossipRecordsMax,
    int callsMax,
    boolean bindsMessages,
    boolean repeatsCalls) {
  public static WorldSettings of(int replicas) {
    return new WorldSettings(replicas, 2, 2, 4096, 1024, 4096, true, false);
  }

  /**
   * Most worlds have three replica managers; some have bounds so small that they are met at once.
   */
  public static WorldSettings draw(Dice dice) {
    return new WorldSettings(
        dice.pick(List.of(3, 3, 3, 3, 4, 5, 2)),
        dice.between(2, 3),
        dice.pick(List.of(2, 2, 2, 2, 3, 1)),
        dice.pick(List.of(4096, 4096, 8, 2)),
        dice.pick(List.of(1024, 1024, 5, 2)),
        dice.pick(List.of(4096, 4096, 4096, 2)),
        dice.chance(0.5),
        dice.chance(0.3));
  }

  List<String> replicaNames() {
    return names("rm", replicas);
  }

  List<String> frontEndNames() {
    return names("fe", frontEnds);
  }

  ReplicaSettings replica(String name) {
    ReplicaSettings standard =
        ReplicaSettings.standard(
            replicaNames().stream().filter(peer -> !peer.equals(name)).toList());
    return new ReplicaSettings(
        standard.peers(),
        tolerated(),
        standard.gossipIntervalTicks(),
        standard.gossipTimeoutTicks(),
        standard.degradedAfterTicks(),
        standard.startUpTicks(),
        heldMax,
        gossipRecordsMax,
        standard.gossipBytesMax(),
        standard.leftBehindTicks(),
        standard.logBytesMax(),
        Collections.emptySortedMap());
  }

  /** Two losses where there are members enough to do without them. */
  public int tolerated() {
    return fanOut == 3 && replicas == 5 ? 2 : 1;
  }

  FrontEndSettings frontEnd() {
    FrontEndSettings standard = FrontEndSettings.standard(replicaNames(), fanOut);
    return new FrontEndSettings(
        standard.replicas(),
        standard.fanOut(),
        standard.hedgeTicks(),
        standard.enoughTicks(),
        standard.deadlineTicks(),
        standard.silentTicks(),
        standard.suspectTicks(),
        standard.retryReserve(),
        callsMax);
  }

  private static List<String> names(String prefix, int count) {
    Function<Integer, String> name = i -> prefix + i;
    return IntStream.rangeClosed(1, count).boxed().map(name).toList();
  }
}
