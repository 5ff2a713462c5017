package grapevine.simulator.scenario;

import grapevine.protocol.CallId;
import grapevine.protocol.ForcedCommand;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReport;
import grapevine.protocol.ReplicaSettings;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Carries out a scenario's commands, which the package explains, on one cluster. {@code quietly}
 * before a command leaves all of its output out, {@code briefly} what is sent between machines.
 */
final class ScenarioRun implements AutoCloseable {
  private static final int GOSSIP_INTERVAL_TICKS = 10;
  private static final int DEADLINE_TICKS = 50;
  private static final int LEFT_BEHIND_TICKS = 60;
  private static final int PRICE_PENCE = 500;
  private static final String NOBODY = "somebody";

  private final Orders orders = new Orders();
  private final Words words = new Words(orders);
  private final Clients clients = new Clients();
  private final TreeMap<Long, String> values = new TreeMap<>();
  private List<String> story = new ArrayList<>();
  private boolean isBrief;
  private Cluster cluster;

  /** The output of the block's commands, in order. */
  List<String> play(Scenario.Block block) {
    List<String> output = new ArrayList<>();
    for (String line : block.commands()) {
      story = new ArrayList<>();
      isBrief = line.startsWith("briefly ");
      carryOut(new Command(line.replaceFirst("^(quietly|briefly) ", "")));
      if (!line.startsWith("quietly ")) {
        output.addAll(story);
      }
    }
    return output;
  }

  private void tell(String line) {
    if (!isBrief || !isSent(line)) {
      story.add(line);
    }
  }

  private static boolean isSent(String told) {
    return told.matches("((rm|fe)\\d+|order) -> ((rm|fe)\\d+|order): .*");
  }

  private void carryOut(Command command) {
    switch (command.verb()) {
      case "cluster" -> build(command);
      case "update" -> update(command);
      case "forced" -> forced(command);
      case "query" -> query(command);
      case "token" -> token(command);
      case "hand-over" -> handOver(command);
      case "tick" -> tick(command);
      case "gossip" -> gossip();
      case "deliver", "drop", "repeat" -> deliver(command);
      case "settle" -> cluster.deliverAll();
      case "cut" -> cut(command);
      case "partition" -> partition(command.words());
      case "heal" -> heal(command);
      case "link" -> link(command);
      case "state" -> state(command);
      default -> replica(command);
    }
    command.requireNothingLeft();
  }

  private void replica(Command command) {
    String name = command.word(0);
    switch (command.verb()) {
      case "stall" -> cluster.process(name).stall();
      case "sync" -> cluster.sync(name);
      case "crash" -> cluster.crash(name);
      case "start", "restart" -> cluster.start(name);
      case "wipe" -> cluster.wipe(name);
      case "restore" -> cluster.restoreFirstBackup(name);
      case "majority" -> cluster.majority(name, command.word(1).equals("yes"));
      case "change" -> change(command);
      case "join" -> cluster.join(name, command.option("from", "rm1"));
      default -> throw command.wrong("is not a command");
    }
  }

  private void build(Command command) {
    if (cluster != null) {
      throw command.wrong("comes twice");
    }
    ReplicaSettings small =
        new ReplicaSettings(
            List.of(),
            command.number("tolerated", 1),
            GOSSIP_INTERVAL_TICKS,
            command.number("timeout", 20),
            command.number("degraded", 30),
            command.number("starting", 30),
            command.number("held", 3),
            command.number("batch", 100),
            1 << 20,
            LEFT_BEHIND_TICKS,
            command.number("log", 1 << 20),
            Collections.emptySortedMap());
    cluster = new Cluster(small, words, clients, this::tell);
    List<String> replicas = numbered("rm", command.number("rms", 3));
    FrontEndSettings frontEnd =
        new FrontEndSettings(
            replicas,
            command.number("fanout", 2),
            5,
            20,
            DEADLINE_TICKS,
            20,
            3,
            command.number("retries", 10),
            10);
    replicas.forEach(cluster::addReplica);
    numbered("fe", command.number("fes", 0)).forEach(name -> cluster.addFrontEnd(name, frontEnd));
    if (!command.words().contains("stopped")) {
      replicas.forEach(cluster::start);
      cluster.deliverAll();
      story.clear();
    }
  }

  private static List<String> numbered(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> prefix + n).toList();
  }

  // To several replica managers at once: one update, with one token, as a front end sends it.
  private void update(Command command) {
    String key = command.word(0);
    String session = command.option("as", NOBODY);
    Payload operation =
        orders.operation(key, command.number("price", PRICE_PENCE), command.number("minute", 0));
    CallId callId = orders.callId(key);
    Token token = clients.token(session);
    long request = command.number("request", 1);
    long lamport = command.number("lamport", (int) token.lamport() + 1);
    int deadlineTicks = command.number("deadline", DEADLINE_TICKS);
    for (String at : command.option("at", "rm1").split(",", -1)) {
      if (cluster.isFrontEnd(at)) {
        long call = clients.call(session, Optional.of(at), Optional.of(callId));
        cluster.frontEnd(at, new FrontEndInput.Update(call, callId, token, request, operation));
      } else {
        long call = clients.call(session, Optional.empty(), Optional.of(callId));
        Update update = new Update(callId, token, lamport, request, operation);
        cluster.call(at, new ReplicaCall.UpdateCall(call, update, deadlineTicks));
      }
    }
  }

  // A name for whoever asks; its key is another one for each who wants the same.
  private void forced(Command command) {
    String name = command.word(0);
    String session = command.option("as", NOBODY);
    String at = command.option("at", "rm1");
    CallId callId = orders.callId(command.option("key", name + "/" + session));
    Payload operation = orders.register(name, session);
    Token token = clients.token(session);
    long request = command.number("request", 1);
    int deadlineTicks = command.number("deadline", DEADLINE_TICKS);
    if (cluster.isFrontEnd(at)) {
      long call = clients.call(session, Optional.of(at), Optional.of(callId));
      cluster.frontEnd(at, new FrontEndInput.Forced(call, callId, token, request, operation));
    } else {
      long call = clients.call(session, Optional.empty(), Optional.of(callId));
      Update update = new Update(callId, token, token.lamport() + 1, request, operation);
      cluster.call(at, new ReplicaCall.ForcedCall(call, update, deadlineTicks));
    }
  }

  private void change(Command command) {
    String who = command.word(2);
    cluster.change(
        command.word(0),
        switch (command.word(1)) {
          case "join" -> new ForcedCommand.Join(cluster.next(who), "");
          case "fence" -> new ForcedCommand.Fence(cluster.member(who));
          default -> throw command.wrong("changes nothing");
        });
  }

  private void query(Command command) {
    boolean hasToken = command.has("as");
    String session = command.option("as", NOBODY);
    String at = command.option("at", "rm1");
    Token token = hasToken ? clients.token(session) : Token.EMPTY;
    Payload query = orders.query(command.word(0));
    int deadlineTicks = command.number("deadline", DEADLINE_TICKS);
    if (cluster.isFrontEnd(at)) {
      long call = clients.call(session, Optional.of(at), Optional.empty());
      Optional<Token> given = hasToken ? Optional.of(token) : Optional.empty();
      cluster.frontEnd(at, new FrontEndInput.Query(call, given, query));
    } else {
      long call = clients.call(session, Optional.empty(), Optional.empty());
      cluster.call(at, new ReplicaCall.QueryCall(call, token, query, deadlineTicks));
    }
  }

  /** Tells a session's token; with counts, gives it one that names these records. */
  private void token(Command command) {
    String session = command.word(0);
    TreeMap<MemberId, Long> counts = new TreeMap<>();
    command.counts().forEach((name, count) -> counts.put(new MemberId(name, 1), count));
    if (!counts.isEmpty()) {
      clients.set(session, new Token(VectorTimestamp.of(counts, 0), List.of(), 0));
    }
    tellToken(session);
  }

  private void handOver(Command command) {
    String to = command.word(1);
    clients.set(to, clients.token(to).merge(clients.token(command.word(0))));
    tellToken(to);
  }

  private void tellToken(String session) {
    tell(session + " holds " + words.token(clients.token(session)));
  }

  private void tick(Command command) {
    String name = command.word(0);
    int ticks = command.words().size() > 1 ? Integer.parseInt(command.word(1)) : 1;
    for (int tick = 1; tick <= ticks; tick++) {
      int before = story.size();
      (name.equals("all") ? cluster.everyone() : List.of(name)).forEach(cluster::tick);
      if (ticks > 1 && story.size() > before) {
        story.add(before, "after tick " + tick + ":");
      }
    }
  }

  /** An interval passes, and all that it causes arrives. */
  private void gossip() {
    for (int i = 0; i < GOSSIP_INTERVAL_TICKS; i++) {
      cluster.running().forEach(cluster::tick);
    }
    cluster.deliverAll();
  }

  private void deliver(Command command) {
    String only = command.option("only", "all");
    for (String pair : command.words()) {
      String[] ends = ends(command, pair);
      List<Network.Message> messages = cluster.network().find(ends[0], ends[1], only);
      if (messages.isEmpty()) {
        throw command.wrong("finds nothing on its way");
      }
      messages.forEach(message -> deliver(command.verb(), message));
    }
  }

  private void deliver(String verb, Network.Message message) {
    switch (verb) {
      case "repeat" -> cluster.network().repeat(message);
      case "drop" -> {
        cluster.network().remove(message);
        tell("lost: " + message.text());
      }
      default -> {
        cluster.network().remove(message);
        message.delivery().run();
      }
    }
  }

  private static String[] ends(Command command, String pair) {
    String[] ends = pair.split(">", -1);
    if (ends.length != 2) {
      throw command.wrong("needs from>to");
    }
    return ends;
  }

  private void cut(Command command) {
    for (String pair : command.words()) {
      String[] ends = ends(command, pair);
      cluster.network().cut(ends[0], ends[1]);
    }
  }

  private void heal(Command command) {
    for (String pair : command.words()) {
      String[] ends = ends(command, pair);
      cluster.network().heal(ends[0], ends[1]);
    }
    if (command.words().isEmpty()) {
      cluster.network().heal();
    }
    cluster.tellOrder();
  }

  private void partition(List<String> side) {
    for (String other : cluster.everyone()) {
      for (String one : side) {
        if (!side.contains(other)) {
          cutBothWays(one, other);
        }
      }
    }
    side.forEach(one -> cutBothWays(one, TheOrder.NAME));
  }

  private void cutBothWays(String one, String other) {
    cluster.network().cut(one, other);
    cluster.network().cut(other, one);
  }

  private void link(Command command) {
    String[] ends = ends(command, command.word(0));
    cluster.link(ends[0], ends[1], command.word(1).equals("up"));
  }

  private void state(Command command) {
    List<String> names = command.words().isEmpty() ? cluster.running() : command.words();
    for (String name : names) {
      ReplicaReport report = cluster.process(name).report();
      String letter =
          values.computeIfAbsent(
              report.digest(), digest -> String.valueOf((char) ('A' + values.size())));
      tell(
          name
              + ": holds "
              + Words.plain(report.replicaTimestamp())
              + " executed "
              + Words.plain(report.valueTimestamp())
              + " log "
              + report.logLength()
              + " value "
              + letter);
    }
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
