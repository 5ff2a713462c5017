package grapevine.common.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.HostPort;
import grapevine.common.security.ClusterKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is paused, or cut off without a word: its connections stay and say nothing. */
@Timeout(30)
class SilentLinkTest {
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  @Test
  void a_link_that_falls_silent_goes_down_and_is_dialled_again() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LinkDialler dialler = new LinkDialler("test");
        LinkClient link = newLink(dialler, server.getLocalPort(), events)) {
      server.setSoTimeout(10_000);
      link.start();
      try (Socket silent = acceptAndUpgrade(server)) {
        assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("opened");
        assertThat(events.poll(10, TimeUnit.SECONDS)).contains("pong");
        try (Socket next = acceptAndUpgrade(server)) {
          assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("opened");
          assertThat(next.getPort()).isNotEqualTo(silent.getPort());
        }
      }
    }
  }

  private static LinkClient newLink(LinkDialler dialler, int port, BlockingQueue<String> events) {
    LinkClient.Listener listener =
        new LinkClient.Listener() {
          @Override
          public void opened() {
            events.add("opened");
          }

          @Override
          public void closed(String reason) {
            events.add(reason);
          }

          @Override
          public void received(List<LinkMessage> messages) {
            events.add("received " + messages);
          }
        };
    ClusterKey key = ClusterKey.of("the key of this cluster");
    return new LinkClient(dialler, "rm2", new HostPort("127.0.0.1", port), key, listener);
  }

  /** The handshake of RFC 6455, section 4.2, and nothing after it. */
  private static Socket acceptAndUpgrade(ServerSocket server) throws Exception {
    Socket socket = server.accept();
    byte[] digest =
        MessageDigest.getInstance("SHA-1")
            .digest((keyOf(socket) + ACCEPT_SUFFIX).getBytes(US_ASCII));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(digest)
            + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(US_ASCII));
    return socket;
  }

  private static String keyOf(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    String key = "";
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
        key = line.substring(18).strip();
      }
    }
    return key;
  }
}
