package grapevine.simulator.world;

import grapevine.protocol.CallId;
import grapevine.protocol.FrontEnd;
import grapevine.protocol.FrontEndEffect;
import grapevine.protocol.FrontEndInput;
import grapevine.protocol.FrontEndSettings;
import grapevine.protocol.Member;
import grapevine.simulator.check.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** A front end's machine: hosts the real core. It has no disk; calls in flight die with it. */
public final class FrontEndMachine extends Machine<FrontEndMachine.Arrival> {
  private static final int TICKS_AT_ONCE_MAX = 20;
  private static final long CLIENT_MICROS_MAX = 2 * Timeline.MILLI;

  /** How a call of a client came back. */
  public sealed interface Outcome {}

  public record Completed(FrontEndEffect.Completion completion) implements Outcome {}

  /** The connection broke. Whether the call had an effect is not known. */
  public record Broken() implements Outcome {}

  /** There was nobody to connect to: certainly no effect. */
  public record Unreachable() implements Outcome {}

  record Arrival(LongFunction<FrontEndInput> input, Consumer<Outcome> caller) {}

  private final FrontEndSettings settings;
  private final Probe probe;
  private final Post post;
  private final TreeMap<Long, Consumer<Outcome>> calls = new TreeMap<>();
  private final TreeMap<Long, CallId> updates = new TreeMap<>();
  private final TreeMap<String, Boolean> links = new TreeMap<>();
  private List<String> replicas = List.of();
  private long membersForced;
  private FrontEnd core;
  private long lastCall;

  FrontEndMachine(
      String name,
      FrontEndSettings settings,
      Probe probe,
      Post post,
      Timeline timeline,
      Trace trace,
      Dice dice) {
    super(name, timeline, trace, dice, TICKS_AT_ONCE_MAX);
    this.settings = settings;
    this.probe = probe;
    this.post = post;
  }

  /** A client's call; {@code whenDone} hears of it once, unless the front end hangs for good. */
  public void call(LongFunction<FrontEndInput> input, Consumer<Outcome> whenDone) {
    timeline.after(
        dice.between(100, CLIENT_MICROS_MAX),
        () -> {
          if (isRunning()) {
            receive(new Arrival(input, whenDone));
          } else {
            whenDone.accept(new Unreachable());
          }
        });
  }

  /** A report also says who the members are; the front end goes by the newest that it has heard. */
  void reported(FrontEndInput.Report report) {
    receive(report);
    long forced = report.report().valueTimestamp().forced();
    if (isRunning() && forced > membersForced) {
      membersForced = forced;
      List<String> names =
          report.report().members().stream()
              .filter(Member::isIn)
              .map(member -> member.id().name())
              .distinct()
              .toList();
      if (!names.equals(replicas)) {
        replicas = names;
        receive(new FrontEndInput.Replicas(names));
        names.stream()
            .filter(name -> links.getOrDefault(name, false))
            .forEach(name -> receive(new FrontEndInput.Link(name, true)));
      }
    }
  }

  void receive(FrontEndInput input) {
    receive(new Arrival(number -> input, null));
  }

  /** Clients whose call waits. */
  int callCount() {
    return calls.size();
  }

  @Override
  void onStart() {
    core = new FrontEnd(settings);
    // As the real process does: numbers begin again, and replies find only the process that asked.
    lastCall = 0;
    membersForced = 0;
    replicas = settings.replicas();
    links.clear();
  }

  @Override
  void onDeath() {
    List<Consumer<Outcome>> callers = new ArrayList<>(calls.values());
    calls.clear();
    updates.clear();
    for (Arrival unread = next(); unread != null; unread = next()) {
      if (unread.caller != null) {
        callers.add(unread.caller);
      }
    }
    callers.forEach(caller -> tell(caller, new Broken()));
  }

  @Override
  void link(String target, boolean isUp) {
    links.put(target, isUp);
    receive(new FrontEndInput.Link(target, isUp));
  }

  @Override
  void work() {
    for (Arrival arrival = next(); arrival != null; arrival = next()) {
      if (arrival.caller != null) {
        calls.put(++lastCall, arrival.caller);
      }
      FrontEndInput input = arrival.input.apply(lastCall);
      if (input instanceof FrontEndInput.Update update) {
        updates.put(update.call(), update.callId());
      }
      trace.note(timeline.nowMicros(), name, "receives", input);
      step(input);
    }
    for (int ticks = takeTicks(); ticks > 0; ticks--) {
      step(new FrontEndInput.Tick());
    }
    idle();
  }

  private void step(FrontEndInput input) {
    for (FrontEndEffect effect : core.step(input)) {
      trace.note(timeline.nowMicros(), name, "says", effect);
      if (effect instanceof FrontEndEffect.Send send) {
        post.call(this, send.replica(), send.call());
      } else if (effect instanceof FrontEndEffect.Complete complete) {
        complete(complete);
      }
    }
  }

  private void complete(FrontEndEffect.Complete complete) {
    CallId update = updates.remove(complete.call());
    if (complete.completion() instanceof FrontEndEffect.Acknowledged acknowledged) {
      probe.acknowledged(name, update, acknowledged.durability());
    }
    tell(calls.remove(complete.call()), new Completed(complete.completion()));
  }

  private void tell(Consumer<Outcome> caller, Outcome outcome) {
    timeline.after(dice.between(100, CLIENT_MICROS_MAX), () -> caller.accept(outcome));
  }
}
