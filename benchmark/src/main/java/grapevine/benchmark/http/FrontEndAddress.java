package grapevine.benchmark.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Where a front end answers. The name is looked up once: a run measures no resolver. */
public final class FrontEndAddress {
  private static final int HTTP_PORT = 80;

  private final String url;
  private final InetSocketAddress socketAddress;
  private final byte[] host;

  private FrontEndAddress(String url, InetSocketAddress socketAddress, String host) {
    this.url = url;
    this.socketAddress = socketAddress;
    this.host = host.getBytes(StandardCharsets.US_ASCII);
  }

  /** From a URL such as {@code http://127.0.0.1:8080}; the message of a refusal is for the user. */
  public static FrontEndAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw refusal(text);
    }
    boolean isBare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
    if (!"http".equals(uri.getScheme())
        || uri.getHost() == null
        || !isBare
        || uri.getRawQuery() != null
        || uri.getRawUserInfo() != null) {
      throw refusal(text);
    }
    int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
    try {
      InetAddress address = InetAddress.getByName(uri.getHost());
      return new FrontEndAddress(
          "http://" + uri.getAuthority(),
          new InetSocketAddress(address, port),
          uri.getRawAuthority());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the host " + uri.getHost() + " is not known: check its name, or give its address", e);
    }
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "'" + text.strip() + "' is no front end: give a URL such as http://127.0.0.1:8080");
  }

  public String url() {
    return url;
  }

  InetSocketAddress socketAddress() {
    return socketAddress;
  }

  /** The value of the header Host. Not to be changed. */
  public byte[] host() {
    return host;
  }

  @Override
  public String toString() {
    return url;
  }
}
