package grapevine.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Carries messages between machines, and loses, repeats, delays, reorders and cuts them as it is
 * told. A message that is under way when its direction is cut is lost too.
 */
public final class Network {
  /** An old message comes again this long after it was sent, at most. */
  public static final long REPLAYED_MICROS_MAX = 5 * Timeline.SECOND;

  private static final int REMEMBERED_MAX = 64;

  private final Timeline timeline;
  private final Trace trace;
  private final Dice delays;
  private final Dice losses;
  private final Dice repeats;
  private final TreeMap<String, TreeMap<String, Direction>> directions = new TreeMap<>();
  private final List<Message> remembered = new ArrayList<>();
  private Quality quality = Quality.GOOD;

  /**
   * How bad it is between all machines.
   *
   * @param lost share of the messages that never arrive
   * @param repeated share that arrives twice
   * @param overtaken share that is held back and overtaken by others
   * @param replayed share that comes again seconds later
   */
  public record Quality(
      double lost, double repeated, double overtaken, double replayed, long delayMicros) {
    public static final Quality GOOD = new Quality(0, 0, 0, 0, 300);
  }

  /**
   * @param mayRepeat a call arrives once at most unless the run says otherwise: connections do not
   *     repeat
   */
  public record Message(String from, String to, Object body, boolean mayRepeat, Runnable arrival) {}

  private static final class Direction {
    private int cuts;
    private long slowMicros;
    private long lastArrivalMicros;
  }

  public Network(Timeline timeline, Trace trace, Dice dice) {
    this.timeline = timeline;
    this.trace = trace;
    this.delays = dice.fork("delay");
    this.losses = dice.fork("loss");
    this.repeats = dice.fork("repeat");
  }

  public void quality(Quality now) {
    quality = now;
  }

  /** Cuts may overlap; each has to be mended. */
  public void cut(String from, String to) {
    direction(from, to).cuts++;
  }

  public void mend(String from, String to) {
    direction(from, to).cuts--;
  }

  public boolean isCut(String from, String to) {
    return direction(from, to).cuts > 0;
  }

  public void slow(String from, String to, long extraMicros) {
    direction(from, to).slowMicros = extraMicros;
  }

  public void send(Message message) {
    boolean isLost = losses.chance(quality.lost);
    if (isCut(message.from, message.to) || isLost) {
      trace.note(timeline.nowMicros(), message.from, "loses for " + message.to, message.body);
      return;
    }
    deliverAfter(delayOf(message), message);
    if (message.mayRepeat) {
      if (repeats.chance(quality.repeated)) {
        deliverAfter(delays.around(quality.delayMicros), message);
      }
      remember(message);
    }
  }

  /** An old message comes again, if there is one. */
  public void replay(Dice dice) {
    if (!remembered.isEmpty()) {
      Message old = dice.pick(remembered);
      trace.note(timeline.nowMicros(), old.from, "says again to " + old.to, old.body);
      deliverAfter(0, old);
    }
  }

  private void remember(Message message) {
    if (repeats.chance(quality.replayed)) {
      deliverAfter(repeats.between(Timeline.SECOND / 2, REPLAYED_MICROS_MAX), message);
    }
    if (remembered.size() < REMEMBERED_MAX) {
      remembered.add(message);
    } else if (repeats.chance(0.1)) {
      remembered.set(repeats.between(0, REMEMBERED_MAX - 1), message);
    }
  }

  private long delayOf(Message message) {
    Direction direction = direction(message.from, message.to);
    long delay = 50 + delays.around(quality.delayMicros) + direction.slowMicros;
    if (delays.chance(quality.overtaken)) {
      return delay + delays.between(0, 80 * Timeline.MILLI);
    }
    // In order, as over one connection.
    long arrival = Math.max(timeline.nowMicros() + delay, direction.lastArrivalMicros);
    direction.lastArrivalMicros = arrival;
    return arrival - timeline.nowMicros();
  }

  private void deliverAfter(long delayMicros, Message message) {
    timeline.after(
        delayMicros,
        () -> {
          if (!isCut(message.from, message.to)) {
            message.arrival.run();
          }
        });
  }

  private Direction direction(String from, String to) {
    return directions
        .computeIfAbsent(from, name -> new TreeMap<>())
        .computeIfAbsent(to, name -> new Direction());
  }
}
