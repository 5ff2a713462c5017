package grapevine.simulator.history;

import java.util.BitSet;
import java.util.TreeMap;

/**
 * What one client holds. Its clock is the set of all writes that are owed to it, one bit each: its
 * acknowledged ones, those it was shown, and their past. (Indexes into each session's writes would
 * not do: a write of unknown outcome is owed to some who know a later one, and not to others.)
 */
final class Session {
  private final String name;
  private final BitSet known = new BitSet();
  private final BitSet shown = new BitSet();
  private final TreeMap<Integer, Operation> underWay = new TreeMap<>();
  private int lastPosition = Integer.MIN_VALUE;

  Session(String name) {
    this.name = name;
  }

  void begins(int position, Operation operation) {
    if (position <= lastPosition) {
      throw Promise.BAD_HISTORY.broken(
          name + " begins at " + position + ", which is not after " + lastPosition);
    }
    lastPosition = position;
    underWay.put(position, operation);
  }

  Operation ends(int position) {
    Operation operation = underWay.remove(position);
    if (operation == null) {
      throw Promise.BAD_HISTORY.broken(name + " has nothing under way at " + position);
    }
    return operation;
  }

  void learns(BitSet writes) {
    known.or(writes);
  }

  void sees(Write write) {
    shown.set(write.number());
  }

  void owns(Write acknowledged) {
    known.set(acknowledged.number());
  }

  BitSet known() {
    return (BitSet) known.clone();
  }

  boolean wasShown(Write write) {
    return shown.get(write.number());
  }

  void requireNothingUnderWay() {
    if (!underWay.isEmpty()) {
      throw Promise.UNANSWERED.broken(name + " never heard of its operations " + underWay.keySet());
    }
  }

  String name() {
    return name;
  }
}
