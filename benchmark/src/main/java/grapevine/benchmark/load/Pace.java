package grapevine.benchmark.load;

import grapevine.benchmark.http.Traffic;

/** When requests come due, as {@link Traffic} asks for it. Used by the loop's thread. */
interface Pace {
  long takeDue(long nowNanos, int outstanding);

  boolean isOver(long nowNanos);
}
