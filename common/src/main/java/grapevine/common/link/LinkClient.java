package grapevine.common.link;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialling end of a link. It dials again for ever (R19), whatever the reason of the failure:
 * processes start in any order and come back. What is sent while the link is down is lost. Its
 * thread dials, and watches over what it has dialled.
 */
public final class LinkClient implements AutoCloseable {
  public static final String PATH = "/internal/link";

  /** Bytes waiting to be sent, beyond which the other end is taken for dead. */
  public static final int OUTBOUND_BYTES_MAX = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(LinkClient.class);
  private static final long BACKOFF_MILLIS_MIN = 50;
  private static final long BACKOFF_MILLIS_MAX = 1000;

  /**
   * Called by one thread at a time, {@code opened} and {@code closed} in turn. Must not block: the
   * link waits for it.
   */
  public interface Listener {
    void opened();

    /** The link was open and is not any more; a dial that fails is not told. */
    void closed(String reason);

    /** In the order in which the other end sent them. */
    void received(List<LinkMessage> messages);
  }

  private final LinkDialler dialler;
  private final String name;
  private final HostPort target;
  private final ClusterKey key;
  private final Listener listener;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile LinkConnection connection;

  /**
   * @param name of the link, for thread and log
   */
  public LinkClient(
      LinkDialler dialler, String name, HostPort target, ClusterKey key, Listener listener) {
    this.dialler = Objects.requireNonNull(dialler, "dialler");
    this.name = Objects.requireNonNull(name, "name");
    this.target = Objects.requireNonNull(target, "target");
    this.key = Objects.requireNonNull(key, "key");
    this.listener = Objects.requireNonNull(listener, "listener");
    thread = new Thread(this::dialForEver, "link-" + name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /**
   * Never blocks; any thread. What is sent together leaves together. False when something is lost
   * for certain: the link is down, or full (and then goes down). True promises nothing.
   */
  public boolean send(List<? extends LinkMessage> messages) {
    LinkConnection current = connection;
    return current != null && current.send(messages);
  }

  /** The link goes down, and {@code closed} has been called if it was up. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    LinkConnection current = connection;
    if (current != null) {
      current.close();
    }
  }

  private void dialForEver() {
    int failures = 0;
    try {
      do {
        LinkConnection current = new LinkConnection(dialler.counters(), listener);
        connection = current;
        boolean wasOpen = !isClosing() && current.run(this::dial);
        connection = null;
        failures = wasOpen ? 0 : failures + 1;
        logEnd(current, wasOpen, failures);
      } while (!isClosingWithin(pauseMillis(failures)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private CompletableFuture<Session> dial(LinkConnection listening) {
    return dialler.dial(target, key.linkAuthorization(), listening);
  }

  private void logEnd(LinkConnection ended, boolean wasOpen, int failures) {
    if (isClosing()) {
      return;
    }
    if (wasOpen) {
      LOG.info("link {} to {} is down: {}", name, target, ended.reason());
    } else if (failures == 1) {
      LOG.info("link {} to {} does not open, trying on: {}", name, target, ended.reason());
    } else {
      LOG.debug("link {} to {} does not open: {}", name, target, ended.reason());
    }
  }

  // Between half of the wait and all of it, so that links which broke together do not dial
  // together.
  private static long pauseMillis(int failures) {
    long millisMax = Math.min(BACKOFF_MILLIS_MAX, BACKOFF_MILLIS_MIN << Math.min(failures, 10));
    return ThreadLocalRandom.current().nextLong(millisMax / 2, millisMax + 1);
  }

  private boolean isClosingWithin(long millis) throws InterruptedException {
    return closing.await(millis, TimeUnit.MILLISECONDS);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }
}
