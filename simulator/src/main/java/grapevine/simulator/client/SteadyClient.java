package grapevine.simulator.client;

import grapevine.protocol.FrontEndEffect.Acknowledged;
import grapevine.protocol.FrontEndEffect.Answered;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.simulator.world.Dice;
import grapevine.simulator.world.FrontEndMachine;
import grapevine.simulator.world.Timeline;
import grapevine.simulator.world.World;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A client that places an order, reads it back, and so on, each as soon as the one before has
 * ended, without ever trying again: every call counts.
 */
public final class SteadyClient {
  private static final long PAUSE_MICROS = 20 * Timeline.MILLI;

  private final String name;
  private final World world;
  private final Dice dice;
  private final Consumer<Call> told;
  private final Ledger ledger = new Ledger();
  private Token token = Token.EMPTY;
  private int writes;
  private Optional<Call> open = Optional.empty();

  /**
   * A call that came back.
   *
   * @param durability on how many disks the update, or what was shown, is said to be; 0 without an
   *     answer
   */
  public record Call(boolean isUpdate, int durability, long startMicros, long micros) {
    public boolean isAnswered() {
      return durability > 0;
    }
  }

  public SteadyClient(String name, World world, Dice dice, Consumer<Call> told) {
    this.name = name;
    this.world = world;
    this.dice = dice;
    this.told = told;
  }

  public void begin() {
    world.timeline().after(dice.between(0, PAUSE_MICROS), this::write);
  }

  /** The call that has not come back yet, with the time it has taken so far. */
  public Optional<Call> underWay() {
    long now = world.timeline().nowMicros();
    return open.map(call -> new Call(call.isUpdate, 0, call.startMicros, now - call.startMicros));
  }

  private void write() {
    Write write = Write.placing(name, name + "-" + writes++, "one burger");
    Payload facts = write.facts(ledger.newTime(write, world.timeline().nowMicros()));
    Token carried = token;
    call(
        true,
        call -> new FrontEndInput.Update(call, write.callId(), carried, write.requestHash(), facts),
        () -> read(write));
  }

  private void read(Write write) {
    Optional<Token> carried = Optional.of(token);
    Payload question = Attempt.question(write.order());
    call(false, call -> new FrontEndInput.Query(call, carried, question), this::write);
  }

  private void call(boolean isUpdate, LongFunction<FrontEndInput> input, Runnable next) {
    long start = world.timeline().nowMicros();
    open = Optional.of(new Call(isUpdate, 0, start, 0));
    dice.pick(world.frontEnds())
        .call(
            input,
            outcome -> {
              open = Optional.empty();
              long micros = world.timeline().nowMicros() - start;
              told.accept(new Call(isUpdate, take(outcome), start, micros));
              world.timeline().after(dice.around(PAUSE_MICROS), next);
            });
  }

  /** Keeps the new token; returns the durability. */
  private int take(FrontEndMachine.Outcome outcome) {
    if (outcome instanceof FrontEndMachine.Completed completed) {
      if (completed.completion() instanceof Acknowledged acknowledged) {
        token = acknowledged.token();
        return acknowledged.durability();
      }
      if (completed.completion() instanceof Answered answered) {
        token = answered.token();
        return answered.durability();
      }
    }
    return 0;
  }
}
