package grapevine.simulator.world;

/**
 * A connection that one machine dials to another, and re-dials for ever (R19). Its state is what
 * the dialling side has noticed, which may be long out of date: a cut is silent.
 */
final class Link {
  private static final long REFUSED_MICROS_MAX = 3 * Timeline.MILLI;
  private static final long SILENCE_MICROS_MIN = Timeline.SECOND;
  private static final long SILENCE_MICROS_MAX = 3 * Timeline.SECOND;

  /** A link is dialled again this long after it was lost or could not be had, at most. */
  static final long REDIAL_MICROS_MAX = 400 * Timeline.MILLI;

  private final Machine<?> from;
  private final Machine<?> to;
  private final Network network;
  private final Dice dice;
  private int connection;
  private boolean isUp;
  private boolean isDialling;
  private boolean isAbandoned;
  private int fromEpoch;
  private int toEpoch;

  Link(Machine<?> from, Machine<?> to, Network network, Dice dice) {
    this.from = from;
    this.to = to;
    this.network = network;
    this.dice = dice;
  }

  boolean joins(Machine<?> machine) {
    return from == machine || to == machine;
  }

  boolean joins(String one, String other) {
    return (from.name.equals(one) && to.name.equals(other))
        || (from.name.equals(other) && to.name.equals(one));
  }

  String fromName() {
    return from.name;
  }

  String toName() {
    return to.name;
  }

  boolean isFrom(Machine<?> machine) {
    return from == machine;
  }

  /** Which connection is open, as the dialling side knows it; 0: none. */
  int connection() {
    return isUp && from.isRunning() ? connection : 0;
  }

  /** A new process on the dialling side. */
  void dial() {
    isUp = false;
    isDialling = false;
    redial(dice.between(0, 20 * Timeline.MILLI));
  }

  /** The other side is there and says that this connection is none of its own. */
  void refused() {
    from.timeline.after(dice.between(100, REFUSED_MICROS_MAX), this::look);
  }

  /** Nothing comes back any more; somebody notices in the end. */
  void silent() {
    from.timeline.after(dice.between(SILENCE_MICROS_MIN, SILENCE_MICROS_MAX), this::look);
  }

  /** The connection breaks although nothing else is wrong. */
  void flap() {
    if (isUp && from.isRunning()) {
      lose();
    }
  }

  /** There is nothing at the other end any more, for good. */
  void abandon() {
    if (isUp && from.isRunning()) {
      from.link(to.name, false);
    }
    isUp = false;
    isAbandoned = true;
  }

  private void look() {
    if (!isAbandoned && from.isRunning() && isUp && !(works() && isSame())) {
      lose();
    }
  }

  private void lose() {
    isUp = false;
    from.link(to.name, false);
    redial(dice.between(5 * Timeline.MILLI, REDIAL_MICROS_MAX));
  }

  private void redial(long delayMicros) {
    if (!isDialling) {
      isDialling = true;
      from.during(delayMicros, this::connect);
    }
  }

  private void connect() {
    isDialling = false;
    if (isAbandoned) {
      return;
    }
    if (works()) {
      isUp = true;
      connection++;
      fromEpoch = from.epoch();
      toEpoch = to.epoch();
      from.link(to.name, true);
    } else {
      redial(dice.between(REDIAL_MICROS_MAX / 4, REDIAL_MICROS_MAX));
    }
  }

  private boolean works() {
    return to.isRunning()
        && !network.isCut(from.name, to.name)
        && !network.isCut(to.name, from.name);
  }

  private boolean isSame() {
    return fromEpoch == from.epoch() && toEpoch == to.epoch();
  }
}
