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

  private void write() {
    Write write = Write.placing(name, name + "-" + writes++, "one burger");
    long start = world.timeline().nowMicros();
    Payload facts = write.facts(ledger.newTime(write, start));
    Token carried = token;
    dice.pick(world.frontEnds())
        .call(
            call ->
                new FrontEndInput.Update(call, write.callId(), carried, write.requestHash(), facts),
            outcome -> {
              int durability = 0;
              if (outcome instanceof FrontEndMachine.Completed completed
                  && completed.completion() instanceof Acknowledged acknowledged) {
                token = acknowledged.token();
                durability = acknowledged.durability();
              }
              tell(true, durability, start);
              world.timeline().after(dice.around(PAUSE_MICROS), () -> read(write));
            });
  }

  private void read(Write write) {
    long start = world.timeline().nowMicros();
    Optional<Token> carried = Optional.of(token);
    Payload question = Attempt.question(write.order());
    dice.pick(world.frontEnds())
        .call(
            call -> new FrontEndInput.Query(call, carried, question),
            outcome -> {
              int durability = 0;
              if (outcome instanceof FrontEndMachine.Completed completed
                  && completed.completion() instanceof Answered answered) {
                token = answered.token();
                durability = answered.durability();
              }
              tell(false, durability, start);
              world.timeline().after(dice.around(PAUSE_MICROS), this::write);
            });
  }

  private void tell(boolean isUpdate, int durability, long start) {
    told.accept(new Call(isUpdate, durability, start, world.timeline().nowMicros() - start));
  }
}
