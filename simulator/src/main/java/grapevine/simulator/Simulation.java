package grapevine.simulator;

import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaReport;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.check.Probes;
import grapevine.simulator.client.Business;
import grapevine.simulator.client.Racers;
import grapevine.simulator.client.SteadyClient;
import grapevine.simulator.client.Workload;
import grapevine.simulator.disk.Disk;
import grapevine.simulator.history.HistoryChecker;
import grapevine.simulator.history.HistoryCounts;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.FaultKind;
import grapevine.simulator.world.Faults;
import grapevine.simulator.world.Network;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.Trace;
import grapevine.simulator.world.World;
import grapevine.simulator.world.WorldSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One run of one seed: faults and load, with every check after every step; then everything is
 * mended; then, within a bounded time, every call is answered, every replica manager has the same,
 * and every log is empty.
 */
public final class Simulation {
  private static final long FAULTS_BEGIN_MICROS = Timeline.SECOND / 2;

  /**
   * The longest that a client may be under way after the faults: a move is a read (front end's
   * deadline 1.5 s), an attempt (5 s, the client's own limit) and one repeated attempt (5 s).
   * Nobody tries a third time once the load is over.
   */
  private static final long CLIENTS_END_MICROS = 12 * Timeline.SECOND;

  /** A silent link is noticed after 3 s and dialled again within 0.4 s. */
  private static final long LINKS_MICROS = 3500 * Timeline.MILLI;

  /**
   * The longest until all is equal once every link is up: a starting replica manager waits 2 s; a
   * lost message is given up after 0.5 s; a backlog of a few hundred records goes two at a time,
   * each a round trip of about 2 ms, hence a second; then two gossip intervals of 0.1 s spread what
   * is known by all. Less than 4 s; the rest is for slow throws of the dice.
   */
  private static final long CONVERGENCE_MICROS = 6 * Timeline.SECOND;

  /**
   * The longest until a change of the members is through: somebody leads after 0.6 s (6 s at
   * worst), and fencing, retiring, joining and becoming active are each asked for again every 0.15
   * s (1.5 s).
   */
  private static final long MEMBERS_MICROS = 20 * Timeline.SECOND;

  /**
   * When nothing is wrong a call is four messages and a sync, and a read of what was just written
   * waits for two more and another sync: about 5 ms, and never for a tick of the gossip's interval
   * of 0.1 s.
   */
  private static final long FAIR_CALL_MICROS = 50 * Timeline.MILLI;

  private static final long FAIR_WEATHER_MICROS = 400 * Timeline.MILLI;

  /** Until then an old message may still come again, and tell that somebody is out of service. */
  private static final long OLD_MESSAGES_MICROS = Network.REPLAYED_MICROS_MAX + Timeline.SECOND;

  private static final long SLICE_MICROS = 100 * Timeline.MILLI;

  private final long seed;
  private final World world;
  private final Workload workload;
  private final Racers racers;
  private final Business business;
  private final Faults faults;
  private final HistoryChecker history = new HistoryChecker();
  private final Marks marks = new Marks();
  private final long loadMicros;
  private final SteadyClient fairWeatherClient;

  /** What a run without a violation has to show. */
  public record Result(
      long seed,
      long virtualMicros,
      long events,
      HistoryCounts operations,
      Map<FaultKind, Integer> faults,
      Marks marks) {}

  private Simulation(long seed, Function<MemberId, Disk> newDisk, Trace trace) {
    Dice dice = new Dice(seed);
    WorldSettings settings = WorldSettings.draw(dice.fork("settings"));
    this.seed = seed;
    this.world =
        new World(
            settings,
            newDisk,
            new Probes(List.of(Probes.all(settings.replicas(), settings.tolerated()), marks)),
            trace,
            dice.fork("world"));
    EnumSet<FaultKind> kinds = Faults.draw(dice.fork("fault kinds"));
    boolean isOneDiskEnough =
        !kinds.contains(FaultKind.DISK_LOSS) && !kinds.contains(FaultKind.WRONG_RETIREMENT);
    this.workload = new Workload(world, dice.fork("workload"), isOneDiskEnough, history::add);
    this.faults = new Faults(world, kinds, dice.fork("faults"));
    this.fairWeatherClient =
        new SteadyClient("fair", world, dice.fork("fair weather"), this::requireFair);
    this.racers = new Racers(world, dice.fork("racers"));
    this.business = new Business(world, dice.fork("business"), isOneDiskEnough);
    this.loadMicros = dice.fork("length").between(4, 12) * Timeline.SECOND;
  }

  /**
   * @throws InvariantViolated a promise was broken
   */
  public static Result run(long seed, Function<MemberId, Disk> newDisk, Trace trace) {
    Simulation simulation = new Simulation(seed, newDisk, trace);
    World world = simulation.world;
    try (world) {
      simulation.run();
      return simulation.result();
    }
  }

  private void run() {
    world.machineNames().forEach(world::start);
    runFor(FAULTS_BEGIN_MICROS);
    workload.begin();
    racers.begin();
    business.begin();
    faults.begin();
    runFor(loadMicros);
    faults.heal();
    final long healedMicros = world.timeline().nowMicros();
    workload.end();
    racers.end();
    business.end();
    runFor(LINKS_MICROS);
    runUntilIdle(CLIENTS_END_MICROS, "a client was never answered");
    runUntilMembersStay();
    runUntilEqual();
    workload.readEverything();
    runUntilIdle(CLIENTS_END_MICROS, "a client's last read was never answered");
    racers.settle();
    runUntilIdle(CLIENTS_END_MICROS, "a racer was never told who won");
    business.settle();
    runUntilIdle(CLIENTS_END_MICROS, "a last look at talk, accounts or orders was never answered");
    world.timeline().runUntil(healedMicros + OLD_MESSAGES_MICROS);
    fairWeatherClient.begin();
    runFor(FAIR_WEATHER_MICROS);
    fairWeatherClient
        .underWay()
        .filter(call -> call.micros() > FAIR_CALL_MICROS)
        .ifPresent(this::requireFair);
    workload.inspect();
    business.inspect();
    marks.add(business.counts());
    history.finish();
    racers.finish();
  }

  private Result result() {
    return new Result(
        seed,
        world.timeline().nowMicros(),
        world.timeline().planned(),
        history.counts(),
        faults.applied(),
        marks);
  }

  private void runFor(long micros) {
    world.timeline().runUntil(world.timeline().nowMicros() + micros);
  }

  private void runUntilIdle(long limitMicros, String otherwise) {
    long end = world.timeline().nowMicros() + limitMicros;
    while (!(workload.isIdle() && racers.isIdle() && business.isIdle())) {
      if (world.timeline().nowMicros() >= end) {
        throw new InvariantViolated("unanswered", otherwise);
      }
      runFor(SLICE_MICROS);
    }
  }

  private void runUntilMembersStay() {
    long end = world.timeline().nowMicros() + MEMBERS_MICROS;
    while (!world.operator().isIdle()) {
      if (world.timeline().nowMicros() >= end) {
        throw new InvariantViolated("members-stuck", world.states().values().toString());
      }
      runFor(SLICE_MICROS);
    }
  }

  private void runUntilEqual() {
    long end = world.timeline().nowMicros() + CONVERGENCE_MICROS;
    while (!isEqual()) {
      if (world.timeline().nowMicros() >= end) {
        throw new InvariantViolated("convergence", world.states().values().toString());
      }
      runFor(SLICE_MICROS);
    }
  }

  /** Nothing is left of the faults: every call is quick, and as safe as the cluster can make it. */
  private void requireFair(SteadyClient.Call call) {
    WorldSettings settings = world.settings();
    int disks = call.isUpdate() ? Math.min(settings.fanOut(), settings.replicas()) : 2;
    if (call.durability() < disks || call.micros() > FAIR_CALL_MICROS) {
      throw new InvariantViolated("fair-weather", call + ", with nothing wrong any more");
    }
  }

  /** Invariants 23 and 26: equal, nothing held, and no log of what everybody has. */
  private boolean isEqual() {
    Map<String, ReplicaReport> states = world.states();
    if (states.size() < world.replicaNames().size()) {
      return false;
    }
    ReplicaReport first = states.values().iterator().next();
    return states.values().stream()
        .allMatch(
            state ->
                state.valueTimestamp().equals(first.valueTimestamp())
                    && state.replicaTimestamp().equals(first.valueTimestamp().withForced(0))
                    && state.digest() == first.digest()
                    && state.logLength()
                            + state.heldQueries()
                            + state.heldUpdates()
                            + state.heldForced()
                        == 0);
  }
}
