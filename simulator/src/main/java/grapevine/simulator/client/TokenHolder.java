package grapevine.simulator.client;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.protocol.CallId;
import grapevine.protocol.FrontEndEffect.Acknowledged;
import grapevine.protocol.FrontEndEffect.Answered;
import grapevine.protocol.FrontEndEffect.Completion;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Somebody who makes one call after the other, each through any front end, and carries a token from
 * one to the next. An update is tried again under its call id, with facts made anew.
 */
final class TokenHolder {
  private static final int TRIES_MAX = 3;
  private static final long RETRY_MICROS = 100 * Timeline.MILLI;
  private static final long FIRST_MILLIS = 1_700_000_000_000L;

  final String name;
  private final World world;
  private final Dice dice;
  private final boolean isOneDiskEnough;
  private Token token = Token.EMPTY;
  private boolean isOver;
  private boolean isHealed;

  /** An update, whatever it takes; its request is the same for every try. */
  record Deed(Hash128 hash, LongFunction<Operation> facts) {
    CallId callId() {
      return new CallId(hash.high(), hash.low());
    }
  }

  TokenHolder(String name, World world, Dice dice, boolean isOneDiskEnough) {
    this.name = name;
    this.world = world;
    this.dice = dice;
    this.isOneDiskEnough = isOneDiskEnough;
  }

  Dice dice() {
    return dice;
  }

  /** Nothing is tried again. */
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /** Nothing excuses a refusal any more. */
  void healed() {
    isHealed = true;
  }

  void after(long meanMicros, Runnable action) {
    world.timeline().after(dice.around(meanMicros), action);
  }

  /** Tells whether it is there for certain, and stays. */
  void update(Deed deed, Consumer<Boolean> whenDone) {
    if (dice.chance(0.1)) {
      // The button was pressed twice: two records of one call id, perhaps with other facts (R10).
      call(call -> asUpdate(call, deed), completion -> {});
    }
    update(deed, 1, whenDone);
  }

  private void update(Deed deed, int attempt, Consumer<Boolean> whenDone) {
    call(
        call -> asUpdate(call, deed),
        completion -> {
          if (completion.orElse(null) instanceof Acknowledged acknowledged) {
            Dependencies.requireKept(token, acknowledged.token());
            token = acknowledged.token();
            whenDone.accept(isPromised(acknowledged.durability()));
          } else if (isToTryAgain(attempt)) {
            after(RETRY_MICROS, () -> update(deed, attempt + 1, whenDone));
          } else {
            whenDone.accept(false);
          }
        });
  }

  private FrontEndInput asUpdate(long call, Deed deed) {
    return new FrontEndInput.Update(call, deed.callId(), token, deed.hash.low(), payload(deed));
  }

  /** Tells what was decided; empty when that is not known. */
  void force(Deed deed, Consumer<Optional<ForcedResult>> whenDone) {
    force(deed, 1, whenDone);
  }

  private void force(Deed deed, int attempt, Consumer<Optional<ForcedResult>> whenDone) {
    Payload payload = payload(deed);
    call(
        call -> new FrontEndInput.Forced(call, deed.callId(), token, deed.hash.low(), payload),
        completion -> {
          if (completion.orElse(null) instanceof Decided decided) {
            token = token.merge(decided.token());
            whenDone.accept(Optional.of(Json.read(decided.result().bytes(), ForcedResult.class)));
          } else if (isToTryAgain(attempt)) {
            after(RETRY_MICROS, () -> force(deed, attempt + 1, whenDone));
          } else {
            whenDone.accept(Optional.empty());
          }
        });
  }

  private boolean isToTryAgain(int attempt) {
    return attempt < TRIES_MAX && !isOver;
  }

  private Payload payload(Deed deed) {
    return Payload.of(Json.bytes(deed.facts.apply(nowMillis())));
  }

  long nowMillis() {
    return FIRST_MILLIS + world.timeline().nowMicros() / 1000;
  }

  /** Tells the answer; empty when there was none that one may rely on. */
  void ask(Query query, Consumer<Optional<Answer>> whenDone) {
    Token carried = token;
    Payload question = Payload.of(Json.bytes(query));
    call(
        call -> new FrontEndInput.Query(call, Optional.of(carried), question),
        completion -> {
          if (completion.orElse(null) instanceof Answered answered
              && isPromised(answered.durability())) {
            token = answered.token();
            whenDone.accept(Optional.of(Json.read(answered.answer().bytes(), Answer.class)));
          } else if (isHealed) {
            throw new InvariantViolated("stuck-token", name + " asks " + query + ": " + completion);
          } else {
            whenDone.accept(Optional.empty());
          }
        });
  }

  /** Without a token: the answer may be of any state, but must be one. */
  void look(Query query, Consumer<Answer> whenAnswered, Runnable then) {
    Payload question = Payload.of(Json.bytes(query));
    call(
        call -> new FrontEndInput.Query(call, Optional.empty(), question),
        completion -> {
          if (completion.orElse(null) instanceof Answered answered) {
            whenAnswered.accept(Json.read(answered.answer().bytes(), Answer.class));
          }
          then.run();
        });
  }

  /** Whoever is told of something learns what led to it. */
  void tell(TokenHolder other) {
    other.token = other.token.merge(token);
  }

  private boolean isPromised(int durability) {
    return durability >= 2 || isOneDiskEnough;
  }

  private void call(LongFunction<FrontEndInput> input, Consumer<Optional<Completion>> whenDone) {
    boolean[] isOver = {false};
    Consumer<Optional<Completion>> once =
        completion -> {
          if (!isOver[0]) {
            isOver[0] = true;
            whenDone.accept(completion);
          }
        };
    dice.pick(world.frontEnds()).call(input, outcome -> once.accept(completion(outcome)));
    world.timeline().after(Attempt.CLIENT_LIMIT_MICROS, () -> once.accept(Optional.empty()));
  }

  private Optional<Completion> completion(FrontEndMachine.Outcome outcome) {
    if (!(outcome instanceof FrontEndMachine.Completed completed)) {
      return Optional.empty();
    }
    if (completed.completion() instanceof Refused refused
        && refused.refusal() == Refusal.CONFLICT) {
      throw new InvariantViolated("same-result", "a call of " + name + " conflicts with itself");
    }
    return Optional.of(completed.completion());
  }
}
