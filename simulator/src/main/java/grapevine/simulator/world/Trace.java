package grapevine.simulator.world;

/** Told of every step of a run. What it is given must not be changed afterwards. */
public interface Trace {
  /** Nobody reads along: nothing is turned into text. */
  Trace OFF = (micros, who, verb, what) -> {};

  /**
   * @param verb what {@code who} does, such as {@code receives}
   * @param what an input, an effect, or anything that has a text
   */
  void note(long micros, String who, String verb, Object what);
}
