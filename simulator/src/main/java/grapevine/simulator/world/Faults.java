package grapevine.simulator.world;

import grapevine.protocol.ReplicaStatus;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes things go wrong in a world, kind by kind, each with dice of its own, and mends all of it at
 * the end. What dies is started again after a while.
 */
public final class Faults {
  private static final long GAP_MICROS = 4 * Timeline.SECOND;
  private static final long EPISODE_MICROS = 900 * Timeline.MILLI;

  private final World world;
  private final EnumSet<FaultKind> kinds;
  private final Dice dice;
  private final EnumMap<FaultKind, Integer> applied = new EnumMap<>(FaultKind.class);
  // What ends each open episode, by its number.
  private final TreeMap<Integer, Runnable> open = new TreeMap<>();
  private int lastEpisode;
  private boolean isHealed;

  public Faults(World world, EnumSet<FaultKind> kinds, Dice dice) {
    this.world = world;
    this.kinds = EnumSet.copyOf(kinds);
    this.dice = dice;
  }

  /** Every second seed has all of them, the others some. */
  public static EnumSet<FaultKind> draw(Dice dice) {
    EnumSet<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    if (dice.chance(0.5)) {
      kinds.removeIf(kind -> dice.chance(0.5));
    }
    return kinds;
  }

  /** How often each kind struck. */
  public Map<FaultKind, Integer> applied() {
    return applied;
  }

  public void begin() {
    Dice quality = dice.fork("quality");
    world
        .network()
        .quality(
            new Network.Quality(
                rate(FaultKind.LOSS, quality.between(5, 150)),
                rate(FaultKind.REPETITION, quality.between(5, 200)),
                rate(FaultKind.OVERTAKING, quality.between(10, 300)),
                rate(FaultKind.LATE_REPLAY, quality.between(2, 20)),
                isOn(FaultKind.LONG_DELAYS)
                    ? quality.between(1_000, 25_000)
                    : Network.Quality.GOOD.delayMicros()));
    Dice downtimes = dice.fork("downtime");
    world.onDeath(
        name ->
            world
                .timeline()
                .after(downtimes.around(2 * EPISODE_MICROS), () -> startUnlessHealed(name)));
    for (FaultKind kind : kinds) {
      if (kind.compareTo(FaultKind.LONG_DELAYS) > 0) {
        planNext(kind, dice.fork(kind.name()));
      }
    }
  }

  /** From now on everything works; whatever is dead starts. */
  public void heal() {
    isHealed = true;
    world.onDeath(name -> {});
    List.copyOf(open.keySet()).forEach(this::mend);
    world.network().quality(Network.Quality.GOOD);
    for (String name : world.replicaNames()) {
      world.replica(name).crashPoint().disarm();
      world.replica(name).failNextSync(false);
    }
    world.machineNames().forEach(world::start);
  }

  private double rate(FaultKind kind, int perMille) {
    return isOn(kind) ? perMille / 1000.0 : 0;
  }

  private boolean isOn(FaultKind kind) {
    if (kinds.contains(kind)) {
      applied.merge(kind, 1, Integer::sum);
    }
    return kinds.contains(kind);
  }

  private void startUnlessHealed(String name) {
    if (!isHealed) {
      world.start(name);
    }
  }

  private void planNext(FaultKind kind, Dice own) {
    world
        .timeline()
        .after(
            own.around(GAP_MICROS),
            () -> {
              if (!isHealed) {
                strike(kind, own);
                planNext(kind, own);
              }
            });
  }

  private void strike(FaultKind kind, Dice own) {
    int episode = ++lastEpisode;
    applied.merge(kind, 1, Integer::sum);
    open.put(episode, begin(kind, own));
    world.timeline().after(own.around(EPISODE_MICROS), () -> mend(episode));
  }

  private void mend(int episode) {
    Runnable mend = open.remove(episode);
    if (mend != null) {
      mend.run();
    }
  }

  /** Returns what ends it. */
  private Runnable begin(FaultKind kind, Dice own) {
    return switch (kind) {
      case ONE_WAY_CUT, TWO_WAY_CUT, ISOLATION, SLOW_LINK, BROKEN_CONNECTION, OLD_MESSAGE ->
          beginOnNetwork(kind, own);
      case LEADER_CHANGE, MEMBER_JOINS, DISK_LOSS, WRONG_RETIREMENT -> beginOnMembers(kind);
      default -> beginOnMachine(kind, own);
    };
  }

  private Runnable beginOnMembers(FaultKind kind) {
    switch (kind) {
      case LEADER_CHANGE -> world.depose();
      case MEMBER_JOINS -> world.operator().join();
      case DISK_LOSS -> world.operator().loseDisk();
      default -> world.operator().retireWrongly();
    }
    return () -> {};
  }

  private Runnable beginOnNetwork(FaultKind kind, Dice own) {
    Link link = own.pick(world.links());
    String one = own.chance(0.5) ? link.fromName() : link.toName();
    String other = one.equals(link.fromName()) ? link.toName() : link.fromName();
    switch (kind) {
      case ONE_WAY_CUT -> {
        world.cut(one, other);
        return () -> world.network().mend(one, other);
      }
      case TWO_WAY_CUT -> {
        world.cut(one, other);
        world.cut(other, one);
        return () -> {
          world.network().mend(one, other);
          world.network().mend(other, one);
        };
      }
      case ISOLATION -> {
        String alone = own.pick(world.machineNames());
        return world.isolate(alone);
      }
      case SLOW_LINK -> {
        world.network().slow(one, other, own.between(10, 600) * Timeline.MILLI);
        return () -> world.network().slow(one, other, 0);
      }
      case BROKEN_CONNECTION -> {
        link.flap();
        return () -> {};
      }
      default -> {
        world.network().replay(own);
        return () -> {};
      }
    }
  }

  private Runnable beginOnMachine(FaultKind kind, Dice own) {
    ReplicaMachine replica = world.replica(own.pick(world.replicaNames()));
    String frontEnd = own.pick(world.frontEnds()).name;
    switch (kind) {
      case CRASH -> replica.crashPoint().arm(own.between(0, 40));
      case CRASH_AFTER_ACKNOWLEDGEMENT ->
          replica.crashPoint().arm(CrashPoint.After.ACKNOWLEDGEMENT);
      case CRASH_AFTER_ANSWER -> replica.crashPoint().arm(CrashPoint.After.ANSWER);
      case BLACKOUT ->
          world.replicaNames().stream().filter(name -> own.chance(0.8)).forEach(world::kill);
      case FAILED_SYNC -> replica.failNextSync(true);
      case FRONT_END_CRASH -> world.kill(frontEnd);
      case PAUSE -> {
        replica.pause();
        return replica::resume;
      }
      case FRONT_END_PAUSE -> {
        world.pause(frontEnd);
        return () -> world.resume(frontEnd);
      }
      case SLOW_MACHINE -> {
        replica.slow(own.between(1, 60) * Timeline.MILLI);
        return () -> replica.slow(0);
      }
      case SLOW_DISK -> {
        replica.slowDisk(own.between(2, 300) * Timeline.MILLI);
        return () -> replica.slowDisk(0);
      }
      case FULL_DISK -> {
        replica.fullDisk(true);
        return () -> replica.fullDisk(false);
      }
      default -> {
        replica.status(own.pick(List.of(ReplicaStatus.OVERLOADED, ReplicaStatus.OFFLINE)));
        return () -> replica.status(ReplicaStatus.ACTIVE);
      }
    }
    return () -> {};
  }
}
