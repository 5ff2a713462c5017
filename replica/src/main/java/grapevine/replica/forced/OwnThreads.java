package grapevine.replica.forced;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One group for every thread that the library starts, so that none outlives a log: it forgets some
 * of them when it cannot start. Threads are born into the group of the one that starts them, so the
 * library is called for the first time from a thread in it.
 */
final class OwnThreads {
  private final ThreadGroup group;

  OwnThreads(String name) {
    group = new ThreadGroup(name);
  }

  ThreadGroup group() {
    return group;
  }

  /**
   * @throws IOException also for whatever else goes wrong, with the reason at the bottom
   */
  <T> T call(Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(group, task, group.getName() + "-start");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new IOException(reason.toString(), e);
    }
  }

  /** Those that are left are told to go. */
  void end() {
    group.interrupt();
  }
}
