package grapevine.benchmark.load;

import grapevine.benchmark.http.Traffic;
import java.util.concurrent.locks.LockSupport;

/**
 * Rings at each arrival: a selector waits in whole milliseconds only, which would be a good part of
 * what is measured. Walks a pace of its own, equal to the loop's.
 */
final class AlarmClock implements AutoCloseable {
  private final Thread thread;
  private volatile boolean isStopped;

  AlarmClock(OpenPace pace, Runnable ring) {
    thread = new Thread(() -> run(pace, ring), "alarm clock");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run(OpenPace pace, Runnable ring) {
    while (!isStopped && !pace.isOver(0)) {
      long now = System.nanoTime();
      long wait = pace.next() - now;
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      } else {
        takeAllDue(pace, now); // they are one ring
        ring.run();
      }
    }
  }

  private static void takeAllDue(OpenPace pace, long now) {
    long due;
    do {
      due = pace.takeDue(now, 0);
    } while (due != Traffic.NOTHING);
  }

  @Override
  public void close() {
    isStopped = true;
    LockSupport.unpark(thread);
  }
}
