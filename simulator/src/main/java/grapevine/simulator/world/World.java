package grapevine.simulator.world;

import grapevine.database.QueryResult;
import grapevine.protocol.Effect;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.simulator.check.Probe;
import grapevine.simulator.disk.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A whole cluster in one thread and virtual time: replica managers, front ends, the links they
 * dial, and the network between them. Used by one thread; the same settings, disks and dice make
 * the same run.
 */
public final class World implements AutoCloseable {
  private final Timeline timeline = new Timeline();
  private final Trace trace;
  private final Network network;
  private final WorldSettings settings;
  private final TreeMap<String, Disk> disks = new TreeMap<>();
  private final TreeMap<String, ReplicaMachine> replicas = new TreeMap<>();
  private final TreeMap<String, FrontEndMachine> frontEnds = new TreeMap<>();
  private final TreeMap<String, TreeMap<String, Link>> linksFrom = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();
  private final Dice deaths;
  private Consumer<String> mourner = name -> {};

  /**
   * @param newDisk makes the disk of a new member
   */
  public World(
      WorldSettings settings,
      Function<MemberId, Disk> newDisk,
      Probe probe,
      Trace trace,
      Dice dice) {
    this.settings = settings;
    this.trace = trace;
    this.network = new Network(timeline, trace, dice.fork("network"));
    this.deaths = dice.fork("deaths");
    Post post = new Posting();
    long incarnation = 1;
    for (String name : settings.replicaNames()) {
      Disk disk = newDisk.apply(new MemberId(name, incarnation++));
      disks.put(name, disk);
      replicas.put(
          name,
          new ReplicaMachine(
              name, disk, settings.replica(name), probe, post, timeline, trace, dice.fork(name)));
    }
    for (String name : settings.frontEndNames()) {
      frontEnds.put(
          name,
          new FrontEndMachine(
              name, settings.frontEnd(), probe, post, timeline, trace, dice.fork(name)));
    }
    replicas.values().forEach(replica -> replica.mourner(this::died));
    frontEnds.values().forEach(frontEnd -> frontEnd.mourner(this::died));
    for (Machine<?> from : machines()) {
      for (ReplicaMachine to : replicas.values()) {
        if (from != to) {
          Link link = new Link(from, to, network, dice.fork(from.name + ">" + to.name));
          links.add(link);
          linksFrom.computeIfAbsent(from.name, name -> new TreeMap<>()).put(to.name, link);
        }
      }
    }
  }

  public Timeline timeline() {
    return timeline;
  }

  public Network network() {
    return network;
  }

  public WorldSettings settings() {
    return settings;
  }

  public List<FrontEndMachine> frontEnds() {
    return List.copyOf(frontEnds.values());
  }

  public List<String> replicaNames() {
    return List.copyOf(replicas.keySet());
  }

  public List<String> machineNames() {
    return machines().stream().map(machine -> machine.name).toList();
  }

  /** Starts what does not run. */
  public void start(String name) {
    Machine<?> machine = machine(name);
    if (!machine.isRunning()) {
      machine.start();
      for (Link link : links) {
        if (link.isFrom(machine)) {
          link.dial();
        } else if (link.joins(machine)) {
          link.refused();
        }
      }
    }
  }

  /** The process dies between two steps. */
  public void kill(String name) {
    machine(name).die("killed");
  }

  /** Its last word is that an update is on its disk. */
  public void killAfterAcknowledging(String replica) {
    replica(replica).crashPoint().arm(CrashPoint.After.ACKNOWLEDGEMENT);
  }

  /** Its last word is what it showed somebody. */
  public void killAfterAnswering(String replica) {
    replica(replica).crashPoint().arm(CrashPoint.After.ANSWER);
  }

  /** Who is told of every death, beside the links. */
  public void onDeath(Consumer<String> told) {
    mourner = told;
  }

  private void died(Machine<?> machine) {
    for (Link link : links) {
      if (link.joins(machine) && !link.isFrom(machine)) {
        // Mostly its operating system tells; when the power fails nobody does.
        if (deaths.chance(0.7)) {
          link.refused();
        } else {
          link.silent();
        }
      }
    }
    mourner.accept(machine.name);
  }

  public boolean isRunning(String name) {
    return machine(name).isRunning();
  }

  public void pause(String name) {
    machine(name).pause();
  }

  public void resume(String name) {
    machine(name).resume();
  }

  public void cut(String from, String to) {
    network.cut(from, to);
    links.stream()
        .filter(link -> link.joins(machine(from)) && link.joins(machine(to)))
        .forEach(Link::silent);
  }

  /** Nobody reaches the machine, and it reaches nobody. */
  public void isolate(String name) {
    others(name).forEach(other -> cut(name, other));
    others(name).forEach(other -> cut(other, name));
  }

  public void rejoin(String name) {
    others(name).forEach(other -> network.mend(name, other));
    others(name).forEach(other -> network.mend(other, name));
  }

  /** States after the last commit, of those that run and have committed since their start. */
  public Map<String, ReplicaReport> states() {
    TreeMap<String, ReplicaReport> states = new TreeMap<>();
    replicas.forEach(
        (name, replica) -> {
          if (replica.isRunning() && replica.state() != null) {
            states.put(name, replica.state());
          }
        });
    return states;
  }

  /** Straight from a replica manager's disk, past everything. */
  public QueryResult answer(String replica, Payload query) {
    return replicas.get(replica).answer(query);
  }

  @Override
  public void close() {
    replicas.values().forEach(Machine::end);
    disks.values().forEach(Disk::close);
  }

  ReplicaMachine replica(String name) {
    return replicas.get(name);
  }

  Machine<?> machine(String name) {
    return replicas.containsKey(name) ? replicas.get(name) : frontEnds.get(name);
  }

  List<Link> links() {
    return links;
  }

  private List<Machine<?>> machines() {
    List<Machine<?>> machines = new ArrayList<>(replicas.values());
    machines.addAll(frontEnds.values());
    return machines;
  }

  private List<String> others(String name) {
    return machineNames().stream().filter(other -> !other.equals(name)).toList();
  }

  /** Puts what machines say on the network. */
  private final class Posting implements Post {
    /** Sends on the connection that is open now, and loses what outlives it. */
    private void send(Link link, int connection, Network.Message message) {
      if (!settings.bindsMessages()) {
        network.send(message);
        return;
      }
      Runnable arrival =
          () -> {
            if (connection != 0 && connection == link.connection()) {
              message.arrival().run();
            } else {
              trace.note(
                  timeline.nowMicros(),
                  message.to(),
                  "never gets, with the connection that " + message.from() + " said it on:",
                  message.body());
            }
          };
      network.send(
          new Network.Message(
              message.from(), message.to(), message.body(), message.mayRepeat(), arrival));
    }

    private Link link(String from, String to) {
      return linksFrom.get(from).get(to);
    }

    @Override
    public void gossip(String from, Effect.Send send) {
      Gossip gossip = send.gossip();
      ReplicaMachine to = replicas.get(send.peer());
      Runnable arrival =
          () -> to.receive(new ReplicaMachine.Arrival(new Input.Received(gossip), null));
      Link link = link(from, to.name);
      send(link, link.connection(), new Network.Message(from, to.name, gossip, true, arrival));
    }

    @Override
    public void call(FrontEndMachine from, String replica, ReplicaCall call) {
      ReplicaMachine to = replicas.get(replica);
      Link link = link(from.name, replica);
      int connection = link.connection();
      ReplicaMachine.Origin origin =
          new ReplicaMachine.Origin(from, from.epoch(), connection, call.call());
      Runnable arrival = () -> to.receive(new ReplicaMachine.Arrival(new Input.Call(call), origin));
      send(
          link,
          connection,
          new Network.Message(from.name, to.name, call, settings.repeatsCalls(), arrival));
    }

    @Override
    public void reply(String from, ReplicaMachine.Origin to, ReplicaReply reply) {
      FrontEndMachine frontEnd = to.frontEnd();
      Runnable arrival =
          () -> {
            if (frontEnd.epoch() == to.epoch()) {
              frontEnd.receive(new FrontEndInput.Reply(from, reply));
            }
          };
      send(
          link(frontEnd.name, from),
          to.connection(),
          new Network.Message(from, frontEnd.name, reply, true, arrival));
    }

    @Override
    public void report(String from, ReplicaStatus status, ReplicaReport report) {
      for (FrontEndMachine frontEnd : frontEnds.values()) {
        Runnable arrival = () -> frontEnd.receive(new FrontEndInput.Report(from, status, report));
        Link link = link(frontEnd.name, from);
        send(
            link,
            link.connection(),
            new Network.Message(from, frontEnd.name, report, true, arrival));
      }
    }
  }
}
