package grapevine.common.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * OkHttp, set up for a link: straight to the target, uncompressed, nothing held back, silence
 * noticed.
 */
final class LinkDialler {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);

  /**
   * A ping unanswered until the next is due ends the link: silence is noticed within twice this.
   */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(2);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private LinkDialler() {}

  static OkHttpClient newDialler(String name) {
    return new OkHttpClient.Builder()
        .dispatcher(newDispatcher(name))
        .protocols(List.of(Protocol.HTTP_1_1))
        .proxy(Proxy.NO_PROXY)
        .socketFactory(new PromptSockets())
        .followRedirects(false)
        .retryOnConnectionFailure(false)
        .connectTimeout(CONNECT_TIMEOUT)
        .readTimeout(HANDSHAKE_TIMEOUT)
        .writeTimeout(HANDSHAKE_TIMEOUT)
        .pingInterval(PING_INTERVAL)
        .webSocketCloseTimeout(CLOSE_TIMEOUT)
        // Offers no compression: it would cost more than the network between replica managers.
        .addInterceptor(
            chain ->
                chain.proceed(
                    chain.request().newBuilder().removeHeader("Sec-WebSocket-Extensions").build()))
        .build();
  }

  // OkHttp's own dispatcher threads would keep the process alive after everything else has ended.
  private static Dispatcher newDispatcher(String name) {
    return new Dispatcher(
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "link-" + name + "-receive");
              thread.setDaemon(true);
              return thread;
            }));
  }

  /** Sockets that send at once (RFC 896's delay would add up to 40 ms to a call and its reply). */
  private static final class PromptSockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      Socket socket = new Socket(Proxy.NO_PROXY);
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
      throw new UnsupportedOperationException("OkHttp connects sockets itself");
    }
  }
}
