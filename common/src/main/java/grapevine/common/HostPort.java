package grapevine.common;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a process listens: {@code 127.0.0.1:18180}, {@code [::1]:18180}. The host is kept without
 * its brackets.
 */
public record HostPort(String host, int port) {
  public static final int PORT_MAX = 65_535;

  private static final int TEXT_LENGTH_MAX = 300;
  private static final Pattern BRACKETED =
      Pattern.compile("\\[([0-9A-Fa-f:.]+(?:%[0-9A-Za-z._-]+)?)\\]:([0-9]{1,5})");
  private static final Pattern PLAIN = Pattern.compile("([0-9A-Za-z._-]+):([0-9]{1,5})");

  public HostPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is missing: write HOST:PORT");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and " + PORT_MAX);
    }
  }

  public static HostPort parse(String text) {
    String trimmed = text.length() > TEXT_LENGTH_MAX ? "" : text.trim();
    Matcher bracketed = BRACKETED.matcher(trimmed);
    Matcher plain = PLAIN.matcher(trimmed);
    Matcher match = bracketed.matches() ? bracketed : plain;
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "not an address: \""
              + trimmed
              + "\": write HOST:PORT, an IPv6 address in brackets: [::1]:18180");
    }
    return new HostPort(match.group(1), Integer.parseInt(match.group(2)));
  }

  /** {@code uri("http", "/status")} is {@code http://127.0.0.1:18180/status}. */
  public URI uri(String scheme, String path) {
    return URI.create(scheme + "://" + this + path);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
