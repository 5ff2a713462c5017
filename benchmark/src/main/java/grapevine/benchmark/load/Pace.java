package grapevine.benchmark.load;

import grapevine.benchmark.http.Traffic;

/** When requests come due, as {@link Traffic} asks for it. Guarded by the loop's lock. */
interface Pace {
  long takeDue(long nowNanos, int outstanding);

  boolean isOver(long nowNanos);
}
