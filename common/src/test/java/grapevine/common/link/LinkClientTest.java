package grapevine.common.link;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkClientTest {
  private static final ClusterKey KEY = ClusterKey.of("the key of this cluster");

  private final MockWebServer server = new MockWebServer();
  private final FarEnd farEnd = new FarEnd();
  private final Events events = new Events();
  private final LinkDialler dialler = new LinkDialler("test");
  private LinkClient link;

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getLoopbackAddress(), 0);
    link = new LinkClient(dialler, "rm2", new HostPort("127.0.0.1", server.getPort()), KEY, events);
  }

  @AfterEach
  void stop() {
    link.close();
    dialler.close();
    server.close();
  }

  @Test
  void messages_travel_both_ways_in_order() throws Exception {
    openLink();
    for (LinkMessage message : LinkSamples.ONE_OF_EACH) {
      assertThat(link.send(List.of(message))).isTrue();
    }
    assertThat(farEnd.receive(LinkSamples.ONE_OF_EACH.size())).isEqualTo(LinkSamples.ONE_OF_EACH);
    farEnd.socket().send(ByteString.of(LinkCodec.encode(LinkSamples.ONE_OF_EACH)));
    assertThat(events.next()).isEqualTo(LinkSamples.ONE_OF_EACH);
  }

  @Test
  void the_credential_is_shown_and_nothing_is_compressed() throws Exception {
    openLink();
    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo(LinkClient.PATH);
    assertThat(request.getHeaders().get("Authorization")).isEqualTo(KEY.linkAuthorization());
    assertThat(request.getHeaders().get("Sec-WebSocket-Extensions")).isNull();
  }

  @Test
  void what_is_sent_together_travels_together() throws Exception {
    openLink();
    List<LinkMessage> sent = new ArrayList<>();
    for (int call = 0; call < 2000; call++) {
      sent.add(LinkSamples.query(call, 100));
    }
    assertThat(link.send(sent)).isTrue();
    assertThat(farEnd.receive(sent.size())).isEqualTo(sent);
    assertThat(farEnd.frameCount).isEqualTo(1);
  }

  @Test
  void a_closed_link_is_dialled_again() throws Exception {
    openLink();
    enqueueUpgrade();
    farEnd.socket().close(1001, "restarting");
    assertThat(events.next()).asString().startsWith("closed").contains("1001");
    assertThat(events.next()).isEqualTo("opened");
    assertThat(link.send(List.of(LinkSamples.query(1, 1)))).isTrue();
    assertThat(farEnd.receive(1)).containsExactly(LinkSamples.query(1, 1));
  }

  @Test
  void a_refused_dial_is_repeated_and_not_told() throws Exception {
    server.enqueue(new MockResponse.Builder().code(401).build());
    server.enqueue(new MockResponse.Builder().code(503).build());
    openLink();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void a_malformed_frame_ends_the_link_and_the_next_one_is_clean() throws Exception {
    openLink();
    enqueueUpgrade();
    farEnd.socket().send(ByteString.of(new byte[] {LinkCodec.VERSION, 0, 0, 0, 1, 99}));
    assertThat(events.next()).asString().startsWith("closed").contains("cannot be read");
    assertThat(events.next()).isEqualTo("opened");
  }

  @Test
  void text_ends_the_link() throws Exception {
    openLink();
    farEnd.socket().send("hello");
    assertThat(events.next()).asString().startsWith("closed").contains("text");
  }

  /** The other end reads nothing any more: the bound is reached, the sender is never held up. */
  @Test
  void a_full_link_loses_messages_and_goes_down() throws Exception {
    openLink();
    farEnd.stopReading();
    LinkMessage large = LinkSamples.query(1, 1 << 20);
    boolean isTaken = true;
    for (int i = 0; i < 100 && isTaken; i++) {
      isTaken = link.send(List.of(large));
    }
    assertThat(isTaken).isFalse();
    assertThat(events.next()).asString().startsWith("closed").contains("bytes wait");
    farEnd.readOn();
  }

  @Test
  void nothing_is_sent_before_it_opens_or_after_it_is_closed() throws Exception {
    assertThat(link.send(List.of(LinkSamples.query(1, 1)))).isFalse();
    openLink();
    link.close();
    assertThat(events.next()).asString().startsWith("closed");
    assertThat(link.send(List.of(LinkSamples.query(1, 1)))).isFalse();
    link.close();
    assertThat(events.queue).isEmpty();
  }

  private void openLink() throws InterruptedException {
    enqueueUpgrade();
    link.start();
    assertThat(events.next()).isEqualTo("opened");
  }

  private void enqueueUpgrade() {
    server.enqueue(new MockResponse.Builder().webSocketUpgrade(farEnd).build());
  }

  /** What the link told, as one sequence. */
  private static final class Events implements LinkClient.Listener {
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

    @Override
    public void opened() {
      queue.add("opened");
    }

    @Override
    public void closed(String reason) {
      queue.add("closed: " + reason);
    }

    @Override
    public void received(List<LinkMessage> messages) {
      queue.add(messages);
    }

    Object next() throws InterruptedException {
      return queue.poll(20, TimeUnit.SECONDS);
    }
  }

  /** The accepting end of one connection after the other. */
  private static final class FarEnd extends WebSocketListener {
    private final BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteString> frames = new LinkedBlockingQueue<>();
    private volatile CountDownLatch mayRead = new CountDownLatch(0);
    private int frameCount;

    @Override
    public void onOpen(WebSocket socket, Response response) {
      sockets.add(socket);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      frames.add(bytes);
      try {
        mayRead.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(code, reason);
    }

    WebSocket socket() throws InterruptedException {
      return sockets.poll(20, TimeUnit.SECONDS);
    }

    void stopReading() {
      mayRead = new CountDownLatch(1);
    }

    void readOn() {
      mayRead.countDown();
    }

    List<LinkMessage> receive(int count) throws Exception {
      List<LinkMessage> messages = new ArrayList<>();
      while (messages.size() < count) {
        messages.addAll(LinkCodec.decode(frames.poll(20, TimeUnit.SECONDS).toByteArray()));
        frameCount++;
      }
      return messages;
    }
  }
}
