package grapevine.replica;

import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.StatusCode;

/** The links that others have dialled to here, bounded in number. Thread-safe. */
final class LinkConnections {
  static final int CONNECTIONS_MAX = 256;

  private final Set<LinkConnection> open = ConcurrentHashMap.newKeySet();
  private final LinkCounters counters;
  private volatile boolean isClosed;

  LinkConnections(LinkCounters counters) {
    this.counters = counters;
  }

  LinkCounters counters() {
    return counters;
  }

  boolean hasRoom() {
    return !isClosed && open.size() < CONNECTIONS_MAX;
  }

  /** False when there is no room after all: two may have asked for the last place. */
  boolean admit(LinkConnection connection) {
    open.add(connection);
    return !isClosed && open.size() <= CONNECTIONS_MAX;
  }

  void forget(LinkConnection connection) {
    open.remove(connection);
  }

  int size() {
    return open.size();
  }

  /** Calls that came in, by front end, on the links that are open. */
  Map<String, Long> calls() {
    TreeMap<String, Long> calls = new TreeMap<>();
    for (LinkConnection connection : open) {
      if (!connection.frontEnd().isEmpty()) {
        calls.merge(connection.frontEnd(), connection.calls(), Long::sum);
      }
    }
    return calls;
  }

  boolean isAnyWatching() {
    for (LinkConnection connection : open) {
      if (connection.isWatching()) {
        return true;
      }
    }
    return false;
  }

  void sendToWatchers(LinkMessage message) {
    for (LinkConnection connection : open) {
      if (connection.isWatching()) {
        connection.send(List.of(message));
      }
    }
  }

  void sendToFrontEnds(LinkMessage message) {
    for (LinkConnection connection : open) {
      if (!connection.isPeer()) {
        connection.send(List.of(message));
      }
    }
  }

  /** Says farewell to all and takes no further ones. */
  void close() {
    isClosed = true;
    open.forEach(connection -> connection.close(StatusCode.SHUTDOWN, "stopping"));
  }

  /** Ends all at once: nothing more may be said. */
  void cut() {
    isClosed = true;
    open.forEach(LinkConnection::cut);
  }
}
