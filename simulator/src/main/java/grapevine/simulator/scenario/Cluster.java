package grapevine.simulator.scenario;

import grapevine.protocol.Effect;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.FrontEnd;
import grapevine.protocol.FrontEndEffect;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.Input;
import grapevine.protocol.MemberId;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaManager;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaSettings;
import grapevine.simulator.disk.Disk;
import grapevine.simulator.disk.MemoryDisk;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Real {@link ReplicaManager}s on their disks, real {@link FrontEnd}s, and what is on its way
 * between them. Time passes and messages arrive only when told to.
 */
final class Cluster implements AutoCloseable {
  /** Of a story's messages; more are a conversation without an end. */
  private static final int DELIVERIES_MAX = 1000;

  private final ReplicaSettings settings;
  private final Words words;
  private final Clients clients;
  private final Consumer<String> story;
  private final Network network = new Network();
  private final TheOrder order = new TheOrder();
  private final TreeMap<String, Disk> disks = new TreeMap<>();
  private final TreeMap<String, Long> incarnations = new TreeMap<>();
  private final TreeMap<String, ReplicaProcess> processes = new TreeMap<>();
  private final TreeMap<String, FrontEnd> frontEnds = new TreeMap<>();

  /** Each replica manager has these settings, and all others as its peers. */
  Cluster(ReplicaSettings settings, Words words, Clients clients, Consumer<String> story) {
    this.settings = settings;
    this.words = words;
    this.clients = clients;
    this.story = story;
  }

  Network network() {
    return network;
  }

  void addReplica(String name) {
    newDisk(name, 1);
  }

  void addFrontEnd(String name, FrontEndSettings frontEndSettings) {
    frontEnds.put(name, new FrontEnd(frontEndSettings));
  }

  List<String> running() {
    return List.copyOf(processes.keySet());
  }

  boolean isFrontEnd(String name) {
    return frontEnds.containsKey(name);
  }

  List<String> everyone() {
    return Stream.concat(disks.keySet().stream(), frontEnds.keySet().stream()).toList();
  }

  ReplicaProcess process(String name) {
    ReplicaProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException(name + " is not running");
    }
    return process;
  }

  /** Opens the disk and starts a process; then links open, unless there is a cut. */
  void start(String name) {
    ReplicaProcess process =
        new ReplicaProcess(settingsOf(name), disks.get(name).open(), words, story);
    processes.put(name, process);
    order.started(name, process.forcedIndex());
    carryOut(name, process.start());
    majority(name, true);
    for (String other : everyone()) {
      boolean isThere = processes.containsKey(other) || isFrontEnd(other);
      if (isThere && !network.isCut(name, other) && !network.isCut(other, name)) {
        link(other, name, true);
        link(name, other, true);
      }
    }
    tellOrder();
  }

  /** A hint to this replica manager. */
  void majority(String name, boolean isThere) {
    replica(name, new Input.Majority(isThere));
  }

  /** An operator asks one replica manager for it. */
  void change(String name, ForcedCommand command) {
    carryOut(name, process(name).step(new Input.Change(command)));
  }

  /** A new member with what another's disk holds, and its process. */
  void join(String name, String donor) {
    if (processes.containsKey(name)) {
      throw new IllegalArgumentException(name + " is still running");
    }
    long incarnation = incarnations.merge(name, 1L, Long::sum);
    disks.put(name, disks.get(donor).copyFor(new MemberId(name, incarnation)));
    start(name);
  }

  /** The name's next member. */
  MemberId next(String name) {
    return new MemberId(name, incarnations.getOrDefault(name, 0L) + 1);
  }

  MemberId member(String name) {
    return new MemberId(name, incarnations.get(name));
  }

  private void order(ForcedCommand command) {
    order.add(command);
    tellOrder();
  }

  /** Whoever can be reached is sent what is new to it. */
  void tellOrder() {
    for (String name : running()) {
      if (!network.isCut(TheOrder.NAME, name)) {
        for (Input.Committed next : order.next(name)) {
          String text = "#" + next.index() + " " + words.command(next.command());
          send(TheOrder.NAME, name, text, () -> replica(name, next));
        }
      }
    }
  }

  private ReplicaSettings settingsOf(String name) {
    return new ReplicaSettings(
        disks.keySet().stream().filter(peer -> !peer.equals(name)).toList(),
        settings.tolerated(),
        settings.gossipIntervalTicks(),
        settings.gossipTimeoutTicks(),
        settings.degradedAfterTicks(),
        settings.startUpTicks(),
        settings.heldMax(),
        settings.gossipRecordsMax(),
        settings.gossipBytesMax(),
        settings.leftBehindTicks(),
        settings.logBytesMax(),
        settings.addresses());
  }

  /** The process is gone, its open transaction too, and what was on its way to it. */
  void crash(String name) {
    end(name);
    story.accept(name + ": crashed");
    network.find("*", name, "all").forEach(network::remove);
    everyone().forEach(other -> link(other, name, false));
  }

  private void end(String name) {
    process(name).close();
    processes.remove(name);
  }

  /** An empty disk with a new identity. */
  void wipe(String name) {
    newDisk(name, incarnations.get(name) + 1);
  }

  /** The disk as it was on the first day: the old identity, and nothing else. */
  void restoreFirstBackup(String name) {
    newDisk(name, incarnations.get(name));
  }

  private void newDisk(String name, long incarnation) {
    if (processes.containsKey(name)) {
      throw new IllegalArgumentException(name + " is still running");
    }
    incarnations.put(name, incarnation);
    disks.put(name, new MemoryDisk(new MemberId(name, incarnation)));
  }

  /** A hint to {@code who} that its link to {@code other} opened or closed. */
  void link(String who, String other, boolean isUp) {
    if (isFrontEnd(who) && !isFrontEnd(other)) {
      frontEnd(who, new FrontEndInput.Link(other, isUp));
    } else if (processes.containsKey(who) && !isFrontEnd(other) && !who.equals(other)) {
      replica(who, new Input.Link(other, isUp));
    }
  }

  void tick(String name) {
    if (isFrontEnd(name)) {
      frontEnd(name, new FrontEndInput.Tick());
    } else if (processes.containsKey(name)) {
      replica(name, new Input.Tick());
    }
  }

  /** Everything arrives, and whatever is sent because of that, until nothing is on its way. */
  void deliverAll() {
    for (int deliveries = 0; !network.isEmpty(); deliveries++) {
      if (deliveries == DELIVERIES_MAX) {
        throw new IllegalStateException("the messages do not come to an end");
      }
      network.takeFirst().delivery().run();
    }
  }

  /** Straight to a replica manager. */
  void call(String replica, ReplicaCall call) {
    carryOut(replica, process(replica).step(new Input.Call(call)));
  }

  void frontEnd(String name, FrontEndInput input) {
    for (FrontEndEffect effect : frontEnds.get(name).step(input)) {
      if (effect instanceof FrontEndEffect.Send send) {
        send(
            name,
            send.replica(),
            words.call(send.call()),
            () -> replica(send.replica(), new Input.Call(send.call())));
      } else if (effect instanceof FrontEndEffect.Complete complete) {
        String client = clients.completed(complete);
        story.accept(name + " -> " + client + ": " + words.completion(complete.completion()));
      }
    }
  }

  // What comes to a process that is not there is lost.
  private void replica(String name, Input input) {
    if (processes.containsKey(name)) {
      carryOut(name, process(name).step(input));
    }
  }

  /** What a stalled disk held back. */
  void sync(String name) {
    carryOut(name, process(name).sync());
  }

  private void carryOut(String name, List<Effect> effects) {
    if (process(name).isStopped()) {
      end(name);
    }
    for (Effect effect : effects) {
      if (effect instanceof Effect.Send send) {
        send(
            name,
            send.peer(),
            words.gossip(send.gossip()),
            () -> replica(send.peer(), new Input.Received(send.gossip())));
      } else if (effect instanceof Effect.Propose propose) {
        ForcedCommand command = propose.command();
        send(name, TheOrder.NAME, words.command(command), () -> order(command));
      } else if (effect instanceof Effect.Reply reply) {
        reply(name, reply.reply());
      } else if (effect instanceof Effect.Answer answer) {
        reply(name, process(name).answer(answer));
      } else if (effect instanceof Effect.Fenced fenced) {
        story.accept(name + ": ends: " + Words.plain(fenced.reason()));
        end(name);
        return;
      } else if (effect instanceof Effect.Behind behind) {
        story.accept(name + ": needs a snapshot: " + behind.peer().name() + " has discarded more");
      } else if (effect instanceof Effect.Diverged diverged) {
        story.accept(
            name + ": DIVERGED from " + diverged.peer() + " at " + diverged.valueTimestamp());
      }
    }
  }

  private void reply(String from, ReplicaReply reply) {
    Optional<String> frontEnd = clients.frontEndOf(reply.call());
    if (frontEnd.isPresent()) {
      send(
          from,
          frontEnd.get(),
          words.reply(reply),
          () -> frontEnd(frontEnd.get(), new FrontEndInput.Reply(from, reply)));
    } else {
      story.accept(from + " -> " + clients.replied(reply) + ": " + words.reply(reply));
    }
  }

  private void send(String from, String to, String text, Runnable delivery) {
    String line = from + " -> " + to + ": " + text;
    story.accept(network.isCut(from, to) ? line + " (lost)" : line);
    network.send(new Network.Message(from, to, line, delivery));
  }

  @Override
  public void close() {
    disks.values().forEach(Disk::close);
  }
}
