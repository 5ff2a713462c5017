package grapevine.simulator.world;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A machine with one process on it, which takes what has arrived in batches, as the real event
 * loops do. May be paused (what arrives waits), slow, dead and started again; every start is a new
 * epoch, and nothing of an old one happens any more.
 */
public abstract class Machine<I> {
  static final long TICK_MICROS = 10 * Timeline.MILLI;

  final String name;
  final Timeline timeline;
  final Trace trace;
  final Dice dice;
  private final ArrayDeque<I> inbox = new ArrayDeque<>();
  private final int ticksAtOnceMax;
  private long tickMicros;
  private int dueTicks;
  private int epoch;
  private int pauses;
  private boolean isRunning;
  private boolean isBusy;
  private long slowMicros;
  private Consumer<Machine<I>> mourner = machine -> {};

  Machine(String name, Timeline timeline, Trace trace, Dice dice, int ticksAtOnceMax) {
    this.name = name;
    this.timeline = timeline;
    this.trace = trace;
    this.dice = dice;
    this.ticksAtOnceMax = ticksAtOnceMax;
  }

  abstract void onStart();

  abstract void onDeath();

  /** Everything that waits is to be dealt with; ends with {@link #idle}. */
  abstract void work();

  abstract void link(String target, boolean isUp);

  /** Who is told of every death, whatever its cause. */
  final void mourner(Consumer<Machine<I>> told) {
    mourner = told;
  }

  final boolean isRunning() {
    return isRunning;
  }

  final int epoch() {
    return epoch;
  }

  final void start() {
    if (isRunning) {
      return;
    }
    isRunning = true;
    epoch++;
    isBusy = false;
    dueTicks = 0;
    // No two clocks run alike.
    tickMicros = TICK_MICROS + dice.between(-TICK_MICROS / 100, TICK_MICROS / 100);
    trace.note(timeline.nowMicros(), name, "starts", "");
    onStart();
    if (isRunning) {
      during(dice.between(0, tickMicros), this::tick);
    }
  }

  final void die(String why) {
    if (isRunning) {
      trace.note(timeline.nowMicros(), name, "dies:", why);
      end();
      mourner.accept(this);
    }
  }

  /** The same, and nobody hears of it. */
  final void end() {
    if (isRunning) {
      isRunning = false;
      onDeath();
      inbox.clear();
    }
  }

  /** Pauses may overlap; each has to end. */
  final void pause() {
    pauses++;
  }

  final void resume() {
    pauses--;
    poke();
  }

  final void slow(long micros) {
    slowMicros = micros;
  }

  final void receive(I input) {
    if (isRunning) {
      inbox.add(input);
      poke();
    }
  }

  /** Something that happens later in this process, unless it is dead by then. */
  final void during(long delayMicros, Runnable action) {
    int then = epoch;
    timeline.after(
        delayMicros,
        () -> {
          if (isRunning && epoch == then) {
            action.run();
          }
        });
  }

  final I next() {
    return inbox.poll();
  }

  final int waiting() {
    return inbox.size();
  }

  final int takeTicks() {
    int ticks = dueTicks;
    dueTicks = 0;
    return ticks;
  }

  final void busy() {
    isBusy = true;
  }

  final void idle() {
    isBusy = false;
    poke();
  }

  private void tick() {
    // After a pause a process is told of a little time only.
    dueTicks = Math.min(dueTicks + 1, ticksAtOnceMax);
    poke();
    during(tickMicros, this::tick);
  }

  final boolean isPaused() {
    return pauses > 0;
  }

  final void poke() {
    if (isRunning && !isBusy && pauses == 0 && (dueTicks > 0 || !inbox.isEmpty())) {
      isBusy = true;
      during(dice.between(5, 60) + slowMicros, this::begin);
    }
  }

  private void begin() {
    if (pauses > 0) {
      isBusy = false;
    } else {
      work();
    }
  }
}
