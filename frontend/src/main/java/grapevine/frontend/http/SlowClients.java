package grapevine.frontend.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off clients that send a request, or read an answer, drop by drop: the idle timeout, which
 * each drop begins anew, never ends them. A request and its answer are small: whoever moves bytes
 * and gets through neither from one look to the next, twice in a row, is cut off. Started and
 * stopped with the server.
 */
final class SlowClients extends AbstractLifeCycle {
  static final long LOOK_SECONDS = 10;

  private final ServerConnector connector;
  private final OpenStreams streams;
  private Map<EndPoint, Progress> seen = new HashMap<>();
  private volatile Scheduler.Task next;

  private record Progress(long requests, long answers, long bytes, int slowLooks) {
    static Progress of(Connection connection, Progress before) {
      long requests = connection.getMessagesIn();
      long answers = connection.getMessagesOut();
      long bytes = connection.getBytesIn() + connection.getBytesOut();
      boolean isSlow =
          before != null
              && requests == before.requests
              && answers == before.answers
              && bytes > before.bytes;
      return new Progress(requests, answers, bytes, isSlow ? before.slowLooks + 1 : 0);
    }
  }

  SlowClients(ServerConnector connector, OpenStreams streams) {
    this.connector = connector;
    this.streams = streams;
  }

  @Override
  protected void doStart() {
    scheduleNext();
  }

  @Override
  protected void doStop() {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
  }

  /** Compares with the look before; called by one thread at a time. */
  synchronized void look() {
    Map<EndPoint, Progress> now = new HashMap<>();
    for (EndPoint client : connector.getConnectedEndPoints()) {
      Connection connection = client.getConnection();
      if (connection == null || streams.has(client)) {
        continue;
      }
      Progress progress = Progress.of(connection, seen.get(client));
      if (progress.slowLooks > 1) {
        client.close();
      } else {
        now.put(client, progress);
      }
    }
    seen = now;
  }

  private void scheduleNext() {
    next =
        connector
            .getScheduler()
            .schedule(
                () -> {
                  look();
                  scheduleNext();
                },
                LOOK_SECONDS,
                TimeUnit.SECONDS);
  }
}
