package grapevine.frontend.cluster;

import grapevine.common.HostPort;
import grapevine.common.link.LinkCounters;
import grapevine.common.link.LinkMessage;
import java.util.List;
import java.util.Map;

/**
 * The links to all replica managers: real ones, or a test's own in memory. Whatever is sent may be
 * lost.
 */
public interface ReplicaCluster extends AutoCloseable {
  /** Hears what happens on the links; never two calls at once for one replica manager. */
  interface Listener {
    void opened(String replica);

    void closed(String replica);

    void received(String replica, List<LinkMessage> messages);
  }

  void start(Listener listener);

  /** Must not block. What is sent together travels together. */
  void send(String replica, List<LinkMessage> messages);

  /**
   * These take part now, where they say that they are reached; whoever was named at the start is
   * dialled where that says, and stays dialled: it may know more some day.
   */
  void follow(Map<String, HostPort> members);

  /** At the other end of the link {@code alias} is the replica manager of this name. */
  void isReally(String alias, String name);

  /**
   * The base URL that operators know the replica manager by; empty when its address is not known.
   */
  String url(String replica);

  /** Of all links together. */
  LinkCounters counters();

  @Override
  void close();
}
