package grapevine.frontend.http;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of a front end: admits a request whole, with all its steps, or refuses it before
 * anything is done for it, so that what is begun is also finished. Refusing costs next to nothing
 * and waits for nothing. Thread-safe.
 */
public final class Admission {
  /** What one customer may have under way at once where there is room. */
  static final int CUSTOMER_MAX = 64;

  /** When there is little room, one customer gets at most this part of it, and at least four. */
  private static final int CUSTOMER_PART = 4;

  private static final int CUSTOMER_MIN = 4;
  private static final long TELL_NANOS = 10_000_000_000L;
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final ConcurrencyLimit limit = new ConcurrencyLimit();
  private final Map<String, Integer> customers = new HashMap<>();
  private int underWay;
  private long refused;
  private long toldNanos = System.nanoTime() - TELL_NANOS;

  /** False when as many are under way as may be; else to be left again. */
  synchronized boolean enter() {
    if (underWay >= limit.get()) {
      refused++;
      tell();
      return false;
    }
    underWay++;
    return true;
  }

  /**
   * @param reply null when there was none
   */
  synchronized void leave(long admittedNanos, Reply reply) {
    underWay--;
    // What the client did wrong is often answered without the cluster, and says nothing about it.
    if (reply != null && (reply.isSuccess() || reply.status() >= 500)) {
      limit.ended(admittedNanos, System.nanoTime(), reply.isOverloaded(), underWay + 1);
    }
  }

  /** False when this customer has too much under way already; else to be left again. */
  public synchronized boolean enterCustomer(String id) {
    int running = customers.getOrDefault(id, 0);
    int most = Math.min(CUSTOMER_MAX, Math.max(CUSTOMER_MIN, limit.get() / CUSTOMER_PART));
    if (running >= most) {
      return false;
    }
    customers.put(id, running + 1);
    return true;
  }

  /** How many may be under way at once, as it is measured now. */
  public synchronized int limit() {
    return limit.get();
  }

  public synchronized int underWay() {
    return underWay;
  }

  public synchronized void leaveCustomer(String id) {
    customers.computeIfPresent(id, (same, running) -> running == 1 ? null : running - 1);
  }

  private void tell() {
    long nowNanos = System.nanoTime();
    if (nowNanos - toldNanos >= TELL_NANOS) {
      LOG.warn("{} requests are under way, as many as may be; {} refused", underWay, refused);
      toldNanos = nowNanos;
      refused = 0;
    }
  }
}
