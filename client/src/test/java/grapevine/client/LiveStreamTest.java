package grapevine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.FrontEnds;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.LiveStream;
import grapevine.client.api.SessionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStreamTest {
  private static final long PATIENCE_SECONDS = 10;

  @TempDir Path folder;
  private final MockWebServer first = new MockWebServer();
  private final MockWebServer second = new MockWebServer();
  private final LinkedBlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    first.start();
    second.start();
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void a_stream_that_ends_goes_on_at_the_next_front_end_after_the_last_event() throws Exception {
    first.enqueue(events("id: t-1\nevent: order\ndata: {\"status\":\"PLACED\"}\n\n"));
    second.enqueue(events(": still here\n\nid: t-2\ndata: {\"status\":\"ACCEPTED\"}\n\n"));
    try (LiveStream stream = follow()) {
      assertThat(next()).isEqualTo("PLACED");
      assertThat(next()).isEqualTo("ACCEPTED");
      assertThat(stream.isOver()).isFalse();
    }
    RecordedRequest asked = first.takeRequest();
    assertThat(asked.getTarget()).isEqualTo("/v1/orders/o-7/events");
    assertThat(asked.getHeaders().get("Accept")).isEqualTo("text/event-stream");
    assertThat(asked.getHeaders().get("Last-Event-ID")).isNull();
    assertThat(second.takeRequest().getHeaders().get("Last-Event-ID")).isEqualTo("t-1");
  }

  @Test
  void who_has_no_part_in_the_order_asks_once() throws Exception {
    first.enqueue(new MockResponse.Builder().code(404).body("{}").build());
    try (LiveStream stream = follow()) {
      await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(stream::isOver);
    }
    assertThat(first.getRequestCount()).isEqualTo(1);
    assertThat(second.getRequestCount()).isZero();
  }

  @Test
  void its_end_is_told_unless_it_was_closed() throws Exception {
    first.enqueue(new MockResponse.Builder().code(403).body("{}").build());
    CountDownLatch ended = new CountDownLatch(1);
    try (LiveStream stream = api().followDeliveries(true, seen::add, ended::countDown)) {
      assertThat(ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(stream::isOver);
    }
    first.enqueue(events("data: {\"status\":\"PLACED\"}\n\n"));
    CountDownLatch closed = new CountDownLatch(1);
    LiveStream stream = api().followDeliveries(true, seen::add, closed::countDown);
    assertThat(next()).isEqualTo("PLACED");
    stream.close();
    await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(stream::isOver);
    assertThat(closed.getCount()).isEqualTo(1);
  }

  @Test
  void an_event_may_be_as_long_as_a_page_of_a_hundred_orders() throws Exception {
    String note = "n".repeat(1024 * 1024);
    first.enqueue(events("data: {\"status\":\"PLACED\",\"note\":\"" + note + "\"}\n\n"));
    try (LiveStream stream = follow()) {
      assertThat(next()).isEqualTo("PLACED");
      assertThat(stream.isOver()).isFalse();
    }
  }

  @Test
  void nothing_is_shown_after_it_was_closed() throws Exception {
    first.enqueue(
        events("data: {\"status\":\"PLACED\"}\n\n".repeat(1_000))
            .newBuilder()
            .throttleBody(256, 50, TimeUnit.MILLISECONDS)
            .build());
    LiveStream stream = follow();
    assertThat(next()).isEqualTo("PLACED");
    stream.close();
    await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(stream::isOver);
    assertThat(seen.size()).isLessThan(999);
  }

  private LiveStream follow() {
    return api().follow("o-7", seen::add);
  }

  private GrapevineApi api() {
    FrontEnds frontEnds =
        new FrontEnds(
            List.of(HttpUrl.get(first.url("/").url()), HttpUrl.get(second.url("/").url())),
            new SessionFile(folder.resolve("session.json"), notice -> {}),
            Duration.ofSeconds(PATIENCE_SECONDS),
            notice -> {},
            FrontEnds.SILENT,
            pause -> {});
    return new GrapevineApi(frontEnds);
  }

  private String next() throws InterruptedException {
    return seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS).path("status").asText();
  }

  private static MockResponse events(String text) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(text)
        .build();
  }
}
