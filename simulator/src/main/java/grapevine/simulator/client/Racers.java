package grapevine.simulator.client;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.protocol.CallId;
import grapevine.protocol.FrontEndEffect.Decided;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.simulator.check.InvariantViolated;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.FrontEndMachine;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Clients who race for names. A name has one winner, every other racer is told so, whoever asks
 * again with the same key is told the same, and a call that was refused had no effect.
 */
public final class Racers {
  private static final int TRIES_MAX = 3;
  private static final long PAUSE_MICROS = 400 * Timeline.MILLI;

  private final World world;
  private final Dice dice;
  private final int racers;
  // By name: whoever won it.
  private final TreeMap<String, String> winners = new TreeMap<>();
  // By key: what its racer was told.
  private final TreeMap<String, ForcedResult> told = new TreeMap<>();
  private final List<Race> open = new ArrayList<>();
  private final TreeMap<String, Token> tokens = new TreeMap<>();
  private int lastRace;
  private int underWay;
  private boolean isOver;
  private boolean isHealed;

  private record Race(String name, String racer) {
    String key() {
      return racer + " for " + name;
    }

    CallId callId() {
      Hash128 hash = CanonicalHash.callId(racer, key());
      return new CallId(hash.high(), hash.low());
    }
  }

  public Racers(World world, Dice dice) {
    this.world = world;
    this.dice = dice;
    this.racers = dice.between(2, 4);
  }

  public void begin() {
    next();
  }

  private void next() {
    if (isOver) {
      return;
    }
    String name = "prize " + ++lastRace;
    for (int i = 1; i <= racers; i++) {
      Race race = new Race(name, "r" + i);
      world.timeline().after(dice.around(PAUSE_MICROS / 20), () -> run(race, 1));
    }
    world.timeline().after(dice.around(PAUSE_MICROS), this::next);
  }

  /** No new race begins. */
  public void end() {
    isOver = true;
  }

  public boolean isIdle() {
    return underWay == 0;
  }

  /** Once nothing is wrong any more: whoever does not know how his race ended asks again. */
  public void settle() {
    isHealed = true;
    List<Race> unknown = List.copyOf(open);
    open.clear();
    unknown.forEach(race -> run(race, TRIES_MAX));
  }

  /** How many races were decided. */
  public int decided() {
    return winners.size();
  }

  private void run(Race race, int attempt) {
    underWay++;
    Operation operation =
        new Operation.RegisterName(NameKind.ACCOUNT, race.name, race.name, race.racer);
    Payload payload = Payload.of(Json.bytes(operation));
    // Some depend on what they have seen, some on nothing.
    Token token = dice.chance(0.7) ? tokens.getOrDefault(race.racer, Token.EMPTY) : Token.EMPTY;
    dice.pick(world.frontEnds())
        .call(
            call ->
                new FrontEndInput.Forced(
                    call, race.callId(), token, payload.fingerprint(0), payload),
            outcome -> ended(race, attempt, outcome));
  }

  private void ended(Race race, int attempt, FrontEndMachine.Outcome outcome) {
    underWay--;
    if (outcome instanceof FrontEndMachine.Completed completed
        && completed.completion() instanceof Decided decided) {
      decided(race, decided);
      return;
    }
    if (outcome instanceof FrontEndMachine.Completed completed
        && completed.completion() instanceof Refused refused) {
      if (refused.refusal() == Refusal.CONFLICT) {
        throw new InvariantViolated("race", race + " conflicts with itself");
      }
    }
    if (isHealed) {
      throw new InvariantViolated("race", race + " ends as " + outcome + ", nothing is wrong");
    }
    if (attempt < TRIES_MAX && !isOver) {
      world.timeline().after(dice.around(PAUSE_MICROS), () -> run(race, attempt + 1));
    } else {
      open.add(race);
    }
  }

  private void decided(Race race, Decided decided) {
    tokens.merge(race.racer, decided.token(), Token::merge);
    ForcedResult result = Json.read(decided.result().bytes(), ForcedResult.class);
    ForcedResult before = told.putIfAbsent(race.key(), result);
    if (before != null && !before.equals(result)) {
      throw new InvariantViolated("race", race + " was told " + before + ", now " + result);
    }
    if (result instanceof ForcedResult.Done) {
      String winner = winners.putIfAbsent(race.name, race.racer);
      if (winner != null && !winner.equals(race.racer)) {
        throw new InvariantViolated("race", race + " wins, and so did " + winner);
      }
    } else if (!(result instanceof ForcedResult.NameTaken)) {
      throw new InvariantViolated("race", race + " is told " + result);
    }
    if (dice.chance(0.1)) {
      run(race, TRIES_MAX); // again, with the same key
    }
  }

  /** Of every race that anybody was told the end of somebody won, as soon as all know theirs. */
  public void finish() {
    for (String key : told.keySet()) {
      String name = key.substring(key.indexOf(" for ") + " for ".length());
      if (!winners.containsKey(name)) {
        throw new InvariantViolated("race", "nobody won " + name);
      }
    }
  }
}
