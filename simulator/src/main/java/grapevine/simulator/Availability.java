package grapevine.simulator;

import grapevine.simulator.check.Probes;
import grapevine.simulator.client.SteadyClient;
import grapevine.simulator.disk.MemoryDisk;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.Trace;
import grapevine.simulator.world.World;
import grapevine.simulator.world.WorldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which share of the calls is answered within a second of virtual time, from the moment at which
 * one replica manager fails until seconds later. Nobody tries again, so every call counts; what the
 * failing one had in hand counts too.
 */
final class Availability {
  private static final int CLIENTS = 4;
  private static final long FAILS_AT_MICROS = 3 * Timeline.SECOND;
  private static final long ENDS_AT_MICROS = 8 * Timeline.SECOND;
  private static final long IN_TIME_MICROS = Timeline.SECOND;

  /** What happens to one replica manager. */
  enum Failure {
    NONE("no failure"),
    DEAD("dead"),
    CUT_OFF("cut off"),
    PAUSED("paused"),
    KILLED_AFTER_ACKNOWLEDGING("killed right after acknowledging"),
    KILLED_AFTER_ANSWERING("killed right after answering");

    private final String text;

    Failure(String text) {
      this.text = text;
    }
  }

  /**
   * @param slowestMicros of the calls that were answered
   */
  record Share(
      int replicas,
      Failure failure,
      long reads,
      long readsInTime,
      long updates,
      long updatesInTime,
      long slowestMicros) {}

  private final World world;
  private final String victim;
  private final Failure failure;
  private final List<SteadyClient> clients = new ArrayList<>();
  private final List<SteadyClient.Call> calls = new ArrayList<>();

  private Availability(int replicas, Failure failure, long seed) {
    Dice dice = new Dice(seed);
    this.failure = failure;
    this.world =
        new World(
            WorldSettings.of(replicas),
            MemoryDisk::new,
            Probes.all(replicas, 1),
            Trace.OFF,
            dice.fork("world"));
    this.victim = dice.fork("victim").pick(world.replicaNames());
    for (int i = 1; i <= CLIENTS; i++) {
      clients.add(new SteadyClient("c" + i, world, dice.fork("client " + i), calls::add));
    }
  }

  static Share measure(int replicas, Failure failure, int seeds) {
    Share sum = new Share(replicas, failure, 0, 0, 0, 0, 0);
    for (long seed = 1; seed <= seeds; seed++) {
      Availability run = new Availability(replicas, failure, seed);
      World world = run.world;
      try (world) {
        run.run();
      }
      for (SteadyClient.Call call : run.calls) {
        boolean counts =
            call.startMicros() >= FAILS_AT_MICROS && call.startMicros() < ENDS_AT_MICROS;
        sum = counts ? plus(sum, call) : sum;
      }
    }
    return sum;
  }

  private static Share plus(Share sum, SteadyClient.Call call) {
    long read = call.isUpdate() ? 0 : 1;
    long inTime = call.isAnswered() && call.micros() <= IN_TIME_MICROS ? 1 : 0;
    return new Share(
        sum.replicas,
        sum.failure,
        sum.reads + read,
        sum.readsInTime + read * inTime,
        sum.updates + 1 - read,
        sum.updatesInTime + (1 - read) * inTime,
        Math.max(sum.slowestMicros, call.isAnswered() ? call.micros() : 0));
  }

  private void run() {
    world.machineNames().forEach(world::start);
    clients.forEach(SteadyClient::begin);
    world.timeline().runUntil(FAILS_AT_MICROS);
    switch (failure) {
      case NONE -> {}
      case DEAD -> world.kill(victim);
      case CUT_OFF -> world.isolate(victim);
      case PAUSED -> world.pause(victim);
      case KILLED_AFTER_ACKNOWLEDGING -> world.killAfterAcknowledging(victim);
      case KILLED_AFTER_ANSWERING -> world.killAfterAnswering(victim);
    }
    // A front end's deadline is 1.5 s: what has not come back after two was never answered.
    world.timeline().runUntil(ENDS_AT_MICROS + 2 * Timeline.SECOND);
    clients.forEach(client -> client.underWay().ifPresent(calls::add));
  }

  static List<String> lines(List<Share> shares) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-9s %-32s %18s %18s %9s",
            "replicas", "one of them is", "reads", "updates", "slowest"));
    for (Share share : shares) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-9d %-32s %18s %18s %6d ms",
              share.replicas,
              share.failure.text,
              percent(share.readsInTime, share.reads),
              percent(share.updatesInTime, share.updates),
              share.slowestMicros / Timeline.MILLI));
    }
    return lines;
  }

  private static String percent(long part, long all) {
    return String.format(Locale.ROOT, "%.3f%% of %d", 100.0 * part / Math.max(1, all), all);
  }
}
