package grapevine.benchmark.compare;

import java.util.Collection;
import java.util.List;

/** The middle one of some figures, and how far apart they lie. */
record Spread(double median, double min, double max) {
  static Spread of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("no figures");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(size - 1));
  }
}
