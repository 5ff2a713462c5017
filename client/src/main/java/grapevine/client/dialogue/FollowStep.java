package grapevine.client.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.LiveStream;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Shows each change of the placed order as its stream of events tells it, until Enter or its end.
 */
record FollowStep(Conversation conversation) {
  private static final int EVENTS_AHEAD_MAX = 100;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** So long the first news may take, even when the input has ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  Step run() {
    Screen screen = conversation.screen();
    String orderId = conversation.draft().orderId;
    screen.line("Following the order live; Enter stops.");
    BlockingQueue<JsonNode> news = new LinkedBlockingQueue<>(EVENTS_AHEAD_MAX);
    try (LiveStream stream = conversation.api().follow(orderId, news::offer)) {
      show(stream, news);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    screen.paragraph("Look again with: grapevine show " + Printable.clean(orderId));
    return Step.LEAVE;
  }

  private void show(LiveStream stream, BlockingQueue<JsonNode> news) throws InterruptedException {
    long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
    String shown = "";
    while (true) {
      JsonNode order = news.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      if (order != null) {
        String status = OrderText.progress(order);
        if (!status.equals(shown)) {
          conversation.screen().paragraph(status);
          shown = status;
        }
        if (OrderText.isFinal(order)) {
          return;
        }
      } else if (stream.isOver()) {
        conversation.screen().line("The front end tells no more of this order.");
        return;
      }
      boolean mayStop = !shown.isEmpty() || System.nanoTime() > patienceEnds;
      if (order == null && mayStop && conversation.prompt().isEnterPressedWithin(Duration.ZERO)) {
        return;
      }
    }
  }
}
