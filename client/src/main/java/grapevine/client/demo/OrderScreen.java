package grapevine.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.LiveStream;
import grapevine.client.text.OrderText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ann's screen: shows her order as it changes, without being asked to. */
final class OrderScreen implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Person owner;
  private final Narrator narrator;
  private final List<String> statuses = new ArrayList<>();
  private final LiveStream stream;

  OrderScreen(Person owner, String orderId, Narrator narrator) {
    this.owner = owner;
    this.narrator = narrator;
    this.stream = owner.api().follow(orderId, this::shown);
  }

  private synchronized void shown(JsonNode order) {
    String status = order.path("status").asText();
    if (!statuses.contains(status)) {
      statuses.add(status);
      narrator.says(owner.name(), "(her screen) " + OrderText.statusLine(order));
      notifyAll();
    }
  }

  /** Until it has shown this status. */
  synchronized void await(String status) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!statuses.contains(status)) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        StoryBroken.unless(left > 0, "The screen never showed " + status + ", only " + statuses);
        wait(left);
      }
    } catch (InterruptedException e) {
      throw StoryBroken.interrupted();
    }
  }

  /** In the order in which they were shown. */
  synchronized List<String> statuses() {
    return List.copyOf(statuses);
  }

  @Override
  public void close() {
    stream.close();
  }
}
