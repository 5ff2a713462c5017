package grapevine.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Three replica managers and a front end in one thread, over a network that loses, repeats and
 * reorders messages as its seed says. Much less than the simulator of the next step, and enough to
 * see the cores work together.
 */
final class SmallCluster {
  private static final List<String> NAMES = List.of("rm1", "rm2", "rm3");

  final Map<String, ReplicaBench> replicas = new LinkedHashMap<>();
  final FrontEnd frontEnd =
      new FrontEnd(new FrontEndSettings(NAMES, 2, 3, 12, 20, 20, 8, 100, 1000));
  final Map<Long, FrontEndEffect.Completion> completions = new LinkedHashMap<>();
  final List<Effect.Diverged> diverged = new ArrayList<>();

  private final Random random;
  private final List<Runnable> network = new ArrayList<>();
  private boolean isLossy = true;

  SmallCluster(long seed) {
    random = new Random(seed);
    for (String name : NAMES) {
      String[] peers = NAMES.stream().filter(peer -> !peer.equals(name)).toArray(String[]::new);
      replicas.put(name, new ReplicaBench(name, peers));
      frontEnd(new FrontEndInput.Link(name, true));
    }
  }

  void frontEnd(FrontEndInput input) {
    for (FrontEndEffect effect : frontEnd.step(input)) {
      if (effect instanceof FrontEndEffect.Send send) {
        travel(() -> replica(send.replica(), new Input.Call(send.call())));
      } else if (effect instanceof FrontEndEffect.Complete complete) {
        completions.put(complete.call(), complete.completion());
      }
    }
  }

  private void replica(String name, Input input) {
    ReplicaBench bench = replicas.get(name);
    for (Effect effect : bench.step(input)) {
      if (effect instanceof Effect.Send send) {
        travel(() -> replica(send.peer(), new Input.Received(send.gossip())));
      } else if (effect instanceof Effect.Reply reply) {
        travel(() -> frontEnd(new FrontEndInput.Reply(name, reply.reply())));
      } else if (effect instanceof Effect.Answer answer) {
        ReplicaReply shown = show(bench, answer.call());
        travel(() -> frontEnd(new FrontEndInput.Reply(name, shown)));
      } else if (effect instanceof Effect.Diverged found) {
        diverged.add(found);
      } else if (effect instanceof Effect.Stop stop) {
        throw new AssertionError(stop.reason());
      }
    }
  }

  /** The answer names every call id that the value holds. */
  private static ReplicaReply show(ReplicaBench bench, long call) {
    Payload answer = Payload.of(bench.value.appliedCallIds().toString());
    return new ReplicaReply.QueryReply(call, Outcome.DONE, answer, bench.valueTimestamp(), 0, 2);
  }

  private void travel(Runnable delivery) {
    int fate = isLossy ? random.nextInt(10) : 9;
    if (fate == 0) {
      return;
    }
    network.add(delivery);
    if (fate == 1) {
      network.add(delivery);
    }
  }

  /** Delivers some messages in any order, and lets a tick pass everywhere. */
  void run(int ticks) {
    for (int i = 0; i < ticks; i++) {
      for (int left = random.nextInt(network.size() + 1); left > 0; left--) {
        network.remove(random.nextInt(network.size())).run();
      }
      tick();
    }
  }

  void runUntil(long call, int ticksMax) {
    for (int i = 0; i < ticksMax && !completions.containsKey(call); i++) {
      run(1);
    }
  }

  /** From now on everything arrives, in order and at once. */
  void heal(int ticks) {
    isLossy = false;
    for (int i = 0; i < ticks; i++) {
      while (!network.isEmpty()) {
        network.remove(0).run();
      }
      tick();
    }
  }

  private void tick() {
    NAMES.forEach(name -> replica(name, new Input.Tick()));
    frontEnd(new FrontEndInput.Tick());
  }

  Optional<Token> tokenOf(long call) {
    FrontEndEffect.Completion completion = completions.get(call);
    if (completion instanceof FrontEndEffect.Acknowledged done) {
      return Optional.of(done.token());
    }
    return completion instanceof FrontEndEffect.Answered answered
        ? Optional.of(answered.token())
        : Optional.empty();
  }
}
