package grapevine.common.link;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that Jetty uses for links: in effect one, which waits for the sockets and handles
 * what comes in. What Jetty would have another thread do, such a thread does itself: nothing that
 * happens on a link blocks, and waking a thread costs more than handling a frame.
 */
public final class LinkThreads implements Executor {
  private static final int THREADS_MAX = 16;

  private final ThreadPoolExecutor pool;
  private final ThreadLocal<Boolean> isOurs = new ThreadLocal<>();

  /**
   * @param name of the process, for its threads
   */
  public LinkThreads(String name) {
    pool =
        new ThreadPoolExecutor(
            0,
            THREADS_MAX,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread =
                  new Thread(
                      () -> {
                        isOurs.set(true);
                        task.run();
                      },
                      name + "-links");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  @Override
  public void execute(Runnable task) {
    if (isOurs.get() == null) {
      pool.execute(task);
    } else {
      task.run();
    }
  }
}
