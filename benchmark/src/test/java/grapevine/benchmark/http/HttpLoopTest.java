package grapevine.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is done to a client: each request ends exactly once, and with the reason. */
class HttpLoopTest {
  private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  @Test
  void a_port_where_nobody_listens_is_not_connected() throws Exception {
    int port;
    try (ServerSocket closedSoon = listen()) {
      port = closedSoon.getLocalPort();
    }
    assertThat(ends(port, 2)).containsExactly("NOT_CONNECTED", "NOT_CONNECTED");
  }

  @Test
  void silence_is_a_time_out_and_frees_the_place_for_another_request() throws Exception {
    try (ServerSocket silent = listen()) {
      assertThat(ends(silent.getLocalPort(), 2)).containsExactly("TIMED_OUT", "TIMED_OUT");
    }
  }

  @Test
  void an_answer_that_ends_too_soon_is_a_lost_connection() throws Exception {
    assertThat(endAnsweredWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"))
        .isEqualTo("CONNECTION_LOST");
  }

  @Test
  void another_protocol_is_not_http() throws Exception {
    assertThat(endAnsweredWith("-ERR unknown command\r\n")).isEqualTo("NOT_HTTP");
  }

  @Test
  void an_answer_that_comes_in_pieces_is_one_answer() throws Exception {
    assertThat(endAnsweredWith("HTTP/1.1 200 OK\r\nContent-", "Length: 2\r\n\r\no", "k"))
        .isEqualTo("200");
  }

  private static String endAnsweredWith(String... pieces) throws Exception {
    try (ServerSocket server = listen()) {
      Thread answering = new Thread(() -> answerOnce(server, pieces));
      answering.start();
      List<String> ends = ends(server.getLocalPort(), 1);
      answering.join();
      return ends.get(0);
    }
  }

  private static void answerOnce(ServerSocket server, String... pieces) {
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      assertThat(socket.getInputStream().readNBytes(Requests.REQUEST.length)).hasSize(4);
      for (String piece : pieces) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static List<String> ends(int port, int count) throws IOException {
    FrontEndAddress address = FrontEndAddress.parse("http://127.0.0.1:" + port);
    Requests requests = new Requests(count);
    try (HttpLoop loop = new HttpLoop(List.of(address), 1, TIMEOUT_NANOS)) {
      loop.run(requests);
    }
    return requests.ends;
  }

  /** One after the other, on the only connection. */
  private static final class Requests implements Traffic {
    private static final byte[] REQUEST = "ping".getBytes(StandardCharsets.US_ASCII);

    private final List<String> ends = new ArrayList<>();
    private int left;

    Requests(int count) {
      left = count;
    }

    @Override
    public long takeDue(long nowNanos, int outstanding) {
      if (left == 0 || outstanding > 0) {
        return NOTHING;
      }
      left--;
      return nowNanos;
    }

    @Override
    public boolean isOver(long nowNanos) {
      return left == 0;
    }

    @Override
    public Exchange begin(long dueNanos) {
      return new Exchange(dueNanos) {
        @Override
        protected void write(ByteBuffer out, FrontEndAddress frontEnd) {
          out.put(REQUEST);
        }

        @Override
        protected void answered(HttpAnswer answer, long nowNanos) {
          ends.add(Integer.toString(answer.status()));
        }

        @Override
        protected void failed(Failure failure, long nowNanos) {
          ends.add(failure.name());
        }
      };
    }

    @Override
    public void notSent(Exchange exchange) {
      ends.add("not sent");
    }
  }
}
