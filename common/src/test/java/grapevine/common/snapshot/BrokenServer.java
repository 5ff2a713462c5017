package grapevine.common.snapshot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Answers one request a connection with the bytes it was given, and hangs up, whole or not. */
final class BrokenServer implements AutoCloseable {
  private final ServerSocket socket;
  private final ConcurrentLinkedQueue<byte[]> answers = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "broken-server");

  BrokenServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    // To the question whether it is alive.
    answer("HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n", new byte[0]);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  void answer(String head, byte[] body) {
    byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
    byte[] answer = Arrays.copyOf(headBytes, headBytes.length + body.length);
    System.arraycopy(body, 0, answer, headBytes.length, body.length);
    answers.add(answer);
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void run() {
    try {
      while (true) {
        try (Socket connection = socket.accept()) {
          serve(connection);
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder request = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
    }
    requests.add(request.toString());
    byte[] answer = answers.poll();
    if (answer != null) {
      OutputStream out = connection.getOutputStream();
      out.write(answer);
      out.flush();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
