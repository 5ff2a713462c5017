package grapevine.simulator.world;

import grapevine.database.QueryResult;
import grapevine.protocol.CallId;
import grapevine.protocol.Effect;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.Gossip;
import grapevine.protocol.Input;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaStatus;
import grapevine.protocol.Update;
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
  private final Probe probe;
  private final Dice dice;
  private final Post post;
  private final ForcedOrder order;
  private final Operator operator;
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
    this.probe = probe;
    this.dice = dice;
    this.post = new Posting();
    this.order = new ForcedOrder(this, timeline, trace, dice.fork("order"));
    this.operator = new Operator(this, dice.fork("operator"));
    long incarnation = 1;
    for (String name : settings.replicaNames()) {
      addReplica(name, newDisk.apply(new MemberId(name, incarnation++)));
    }
    for (String name : settings.frontEndNames()) {
      frontEnds.put(
          name,
          new FrontEndMachine(
              name, settings.frontEnd(), probe, post, timeline, trace, dice.fork(name)));
    }
    frontEnds.values().forEach(frontEnd -> frontEnd.mourner(this::died));
    for (Machine<?> from : machines()) {
      for (ReplicaMachine to : replicas.values()) {
        addLink(from, to);
      }
    }
  }

  private void addReplica(String name, Disk disk) {
    disks.put(name, disk);
    ReplicaMachine machine =
        new ReplicaMachine(
            name, disk, settings.replica(name), probe, post, timeline, trace, dice.fork(name));
    machine.mourner(this::died);
    replicas.put(name, machine);
  }

  private void addLink(Machine<?> from, Machine<?> to) {
    if (from != to) {
      Link link = new Link(from, to, network, dice.fork(from.name + ">" + to.name));
      links.add(link);
      linksFrom.computeIfAbsent(from.name, name -> new TreeMap<>()).put(to.name, link);
    }
  }

  /** The machine is gone for good, and its disk with it. */
  void bury(String name) {
    Machine<?> gone = replicas.remove(name);
    for (Link link : links) {
      if (link.joins(gone)) {
        link.abandon();
      }
    }
    links.removeIf(link -> link.joins(gone));
    linksFrom.remove(name);
    linksFrom.values().forEach(targets -> targets.remove(name));
    disks.remove(name).close();
  }

  /** A new member, on a copy of what this one has committed. */
  void join(String donor, MemberId member, List<Update> unsent) {
    Disk disk = disks.get(donor).copyFor(member);
    probe.joined(replicas.get(donor).member(), member);
    addReplica(member.name(), disk);
    ReplicaMachine machine = replicas.get(member.name());
    machine.handIn(unsent);
    for (Machine<?> other : machines()) {
      addLink(other, machine);
    }
    for (ReplicaMachine other : replicas.values()) {
      addLink(machine, other);
    }
    start(member.name());
    links.stream().filter(link -> link.joins(machine) && !link.isFrom(machine)).forEach(Link::dial);
  }

  public Operator operator() {
    return operator;
  }

  void healOrder() {
    order.heal();
  }

  /** Nobody leads the forced log for a while. */
  void depose() {
    order.depose();
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
    if (machine != null && !machine.isRunning()) {
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
    links.stream().filter(link -> link.joins(from, to)).forEach(Link::silent);
  }

  /** Nobody reaches the machine, and it reaches nobody, until what is returned is run. */
  public Runnable isolate(String name) {
    List<String> others = machineNames().stream().filter(other -> !other.equals(name)).toList();
    others.forEach(other -> cut(name, other));
    others.forEach(other -> cut(other, name));
    return () -> {
      others.forEach(other -> network.mend(name, other));
      others.forEach(other -> network.mend(other, name));
    };
  }

  /** States after the last commit, of those that run and have committed since their start. */
  public Map<String, ReplicaReport> states() {
    TreeMap<String, ReplicaReport> states = new TreeMap<>();
    for (ReplicaMachine replica : replicas.values()) {
      if (replica.isRunning() && replica.state() != null) {
        states.put(replica.name, replica.state());
      }
    }
    return states;
  }

  /** This replica manager lets an order expire, if it shows one that nobody has answered. */
  public void expire(String replica, CallId order) {
    replicas.get(replica).expire(order);
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
      return linksFrom.getOrDefault(from, new TreeMap<>()).get(to);
    }

    @Override
    public void gossip(String from, Effect.Send send) {
      Gossip gossip = send.gossip();
      ReplicaMachine to = replicas.get(send.peer());
      Link link = to == null ? null : link(from, to.name);
      if (link == null) {
        return; // to one that is buried
      }
      Runnable arrival = () -> to.receive(new Input.Received(gossip));
      send(link, link.connection(), new Network.Message(from, to.name, gossip, true, arrival));
    }

    @Override
    public void call(FrontEndMachine from, String replica, ReplicaCall call) {
      ReplicaMachine to = replicas.get(replica);
      Link link = to == null ? null : link(from.name, replica);
      if (link == null) {
        return;
      }
      int connection = link.connection();
      Callers.Origin origin = new Callers.Origin(from, from.epoch(), connection, call.call());
      Runnable arrival = () -> to.receive(new ReplicaMachine.Arrival(new Input.Call(call), origin));
      send(
          link,
          connection,
          new Network.Message(from.name, to.name, call, settings.repeatsCalls(), arrival));
    }

    @Override
    public void reply(String from, Callers.Origin to, ReplicaReply reply) {
      FrontEndMachine frontEnd = to.frontEnd();
      Runnable arrival =
          () -> {
            if (frontEnd.epoch() == to.epoch()) {
              frontEnd.receive(new FrontEndInput.Reply(from, reply));
            }
          };
      Link link = link(frontEnd.name, from);
      if (link == null) {
        return;
      }
      send(link, to.connection(), new Network.Message(from, frontEnd.name, reply, true, arrival));
    }

    @Override
    public void propose(String from, ForcedCommand command) {
      order.propose(from, command);
    }

    @Override
    public void started(String name, long executedIndex) {
      order.started(name, executedIndex);
    }

    @Override
    public void committed(ReplicaReport state) {
      order.committed(state);
    }

    @Override
    public void fenced(MemberId member, List<Update> own) {
      operator.fenced(member, own);
    }

    @Override
    public void report(String from, ReplicaStatus status, ReplicaReport report) {
      for (FrontEndMachine frontEnd : frontEnds.values()) {
        Runnable arrival = () -> frontEnd.reported(new FrontEndInput.Report(from, status, report));
        Link link = link(frontEnd.name, from);
        if (link == null) {
          continue;
        }
        send(
            link,
            link.connection(),
            new Network.Message(from, frontEnd.name, report, true, arrival));
      }
    }
  }
}
