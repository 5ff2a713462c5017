package grapevine.simulator;

import grapevine.simulator.world.Trace;
import java.util.ArrayList;
import java.util.List;

/** What is left of a trace when only equality matters: a hash for each line. */
final class TraceHash {
  private final List<Integer> lines = new ArrayList<>();

  Trace trace() {
    return new TextTrace(line -> lines.add(line.hashCode()));
  }

  boolean isSameAs(TraceHash other) {
    return lines.equals(other.lines);
  }

  int firstDifference(TraceHash other) {
    int line = 0;
    while (line < Math.min(lines.size(), other.lines.size())
        && lines.get(line).equals(other.lines.get(line))) {
      line++;
    }
    return line + 1;
  }
}
