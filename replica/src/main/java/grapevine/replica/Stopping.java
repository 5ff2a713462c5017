package grapevine.replica;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a thread that was told to end, but not for ever: a disk that hangs must not make a stop
 * hang.
 */
final class Stopping {
  private static final long WAIT_MILLIS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

  private Stopping() {}

  static void await(Thread thread) {
    try {
      thread.join(WAIT_MILLIS);
      if (thread.isAlive()) {
        LOG.warn("{} has not ended within {} ms and is left behind", thread.getName(), WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void await(ExecutorService executor) {
    try {
      if (!executor.awaitTermination(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a task has not ended within {} ms and is left behind", WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
