package grapevine.frontend.http;

import java.util.ArrayDeque;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.TryExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on a pool; what such a task wants executed in its turn follows on the same thread when
 * it has ended. Jetty goes on with a connection in a new task once its answer is written, which
 * would wake one thread for each request. For tasks that do not block, as all here.
 */
final class FollowingExecutor implements TryExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(FollowingExecutor.class);

  // Null on threads that run no task begun here.
  private static final ThreadLocal<ArrayDeque<Runnable>> FOLLOWING = new ThreadLocal<>();

  private final QueuedThreadPool threads;

  FollowingExecutor(QueuedThreadPool threads) {
    this.threads = threads;
  }

  /** Begins something new: what it executes here follows it. */
  void begin(Runnable task) {
    threads.execute(() -> runWithFollowing(task));
  }

  @Override
  public void execute(Runnable task) {
    ArrayDeque<Runnable> tasks = FOLLOWING.get();
    if (tasks == null) {
      threads.execute(task);
    } else {
      tasks.add(task);
    }
  }

  @Override
  public boolean tryExecute(Runnable task) {
    return threads.tryExecute(task);
  }

  private void runWithFollowing(Runnable first) {
    ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    FOLLOWING.set(tasks);
    try {
      for (Runnable task = first; task != null; task = tasks.poll()) {
        run(task);
      }
    } finally {
      FOLLOWING.remove();
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a task of the HTTP server failed", e);
    }
  }
}
