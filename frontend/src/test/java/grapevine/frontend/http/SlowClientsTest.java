package grapevine.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.common.metrics.ProcessMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The looks follow at the test's will instead of every ten seconds. */
class SlowClientsTest {
  private final Server server = new Server();
  private final ServerConnector connector =
      new ServerConnector(server, 1, 1, new HttpConnectionFactory());
  private final SlowClients slowClients = new SlowClients(connector, new OpenStreams());

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    Router router = new Router(new RequestMetrics(new ProcessMetrics()));
    router.get("/", request -> CompletableFuture.completedFuture(Reply.json(200, Map.of())));
    server.setHandler(new ApiHandler(router, new Admission(), new CrossOrigin(origin -> false)));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void a_header_that_comes_drop_by_drop_is_not_waited_for() throws IOException {
    try (Socket socket = connect("GET / HTTP/1.1\r\nHost: x\r\nX: ")) {
      await().until(() -> dripAndLook(socket));
    }
  }

  @Test
  void who_asks_again_and_again_or_rests_is_not_slow() throws IOException {
    try (Socket socket = connect("")) {
      for (int i = 0; i < 5; i++) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        readAnswer(socket);
        slowClients.look();
        slowClients.look();
      }
      assertThat(connector.getConnectedEndPoints()).hasSize(1);
    }
  }

  private static void readAnswer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n{}") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("after %s", answer).isNotNegative();
      answer.append((char) next);
    }
  }

  private boolean dripAndLook(Socket socket) {
    try {
      socket.getOutputStream().write('x');
    } catch (IOException e) {
      return true; // cut off already
    }
    slowClients.look();
    return connector.getConnectedEndPoints().isEmpty();
  }

  private Socket connect(String begin) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
    await().until(() -> !connector.getConnectedEndPoints().isEmpty());
    return socket;
  }
}
