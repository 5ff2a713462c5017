package grapevine.replica.chaos;

import grapevine.common.link.LinkMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands on the links between replica managers and lets messages through, late or not at all, as
 * was ordered. Nothing that the core could not meet anyway: links may lose, delay and reorder.
 * Thread-safe.
 */
public final class Chaos implements AutoCloseable {
  /** What is late at once; more is lost. */
  static final int LATE_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);

  private final String name;
  private final Optional<Runnable> halt;
  private final ScheduledThreadPoolExecutor late;
  private final LongAdder dropped = new LongAdder();
  private volatile ChaosOrder order = ChaosOrder.CALM;

  /**
   * @param halt ends the process; absent when no chaos is allowed here
   */
  public Chaos(String name, Optional<Runnable> halt) {
    this.name = name;
    this.halt = halt;
    this.late =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name + "-late");
              thread.setDaemon(true);
              return thread;
            });
  }

  public boolean isAllowed() {
    return halt.isPresent();
  }

  public ChaosOrder order() {
    return order;
  }

  /** Messages that were lost on purpose since the start. */
  public long dropped() {
    return dropped.sum();
  }

  /** Only where it is allowed. {@link #haltIfKilled} is the caller's to call. */
  public void order(ChaosOrder newOrder) {
    if (!isAllowed()) {
      throw new IllegalStateException(name + " was not started with --chaos");
    }
    LOG.warn("{} is ordered chaos: {}", name, newOrder);
    order = newOrder;
  }

  /** To be called when whoever ordered it has been told. */
  public void haltIfKilled() {
    if (order.killed()) {
      halt.orElseThrow().run();
    }
  }

  /**
   * Hands on what goes to a peer or has come from it: now, later, or never.
   *
   * @param peer empty for a front end, which is spared
   */
  public void pass(String peer, List<LinkMessage> messages, Consumer<List<LinkMessage>> next) {
    ChaosOrder now = order;
    if (now.isCalm() || peer.isEmpty()) {
      next.accept(messages);
      return;
    }
    List<LinkMessage> left = left(now, peer, messages);
    dropped.add(messages.size() - left.size());
    Integer delay = now.delayMillis().get(peer);
    if (left.isEmpty()) {
      return;
    }
    if (delay == null) {
      next.accept(left);
    } else if (late.getQueue().size() < LATE_MAX) {
      later(left, next, delay);
    } else {
      dropped.add(left.size());
    }
  }

  private void later(List<LinkMessage> messages, Consumer<List<LinkMessage>> next, int millis) {
    try {
      var unused = late.schedule(() -> next.accept(messages), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      dropped.add(messages.size()); // closed: nobody is there to hear it
    }
  }

  private static List<LinkMessage> left(ChaosOrder now, String peer, List<LinkMessage> messages) {
    if (now.cut().contains(peer)) {
      return List.of();
    }
    return now.gossipPaused()
        ? messages.stream().filter(it -> !(it instanceof LinkMessage.PeerGossip)).toList()
        : messages;
  }

  @Override
  public void close() {
    late.shutdownNow();
  }
}
