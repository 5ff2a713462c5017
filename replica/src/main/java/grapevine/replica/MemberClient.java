package grapevine.replica;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.HostPort;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks other replica managers about the members, and to be made one. Waits for the answers. */
final class MemberClient {
  static final String MEMBERS = "/members";
  static final String JOIN = "/admin/join";
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 5_000;

  /** It waits until what it was asked for is agreed. */
  private static final int JOIN_MILLIS = 30_000;

  private static final int ANSWER_BYTES_MAX = 1 << 20;

  /** What was asked cannot be had by asking again; the message says what to do. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /** The incarnation that asks was retired: only another one can join. */
  static final class Gone extends IOException {
    private static final long serialVersionUID = 1;

    Gone(String message) {
      super(message);
    }
  }

  private final ClusterKey key;

  MemberClient(ClusterKey key) {
    this.key = key;
  }

  MembersPage members(HostPort replicaManager) throws IOException {
    return ask("http://" + replicaManager + MEMBERS, null, ANSWER_MILLIS);
  }

  /** Answered when the one that was asked has it among its members as joining. */
  MembersPage join(URI replicaManager, String name, String incarnation, String address)
      throws IOException {
    Map<String, String> asked =
        Map.of("name", name, "incarnation", incarnation, "address", address);
    return ask(replicaManager.resolve(JOIN).toString(), Json.bytes(asked), JOIN_MILLIS);
  }

  /** The same URL once for each address that its host's name has. */
  static List<URI> everyAddressOf(URI url) {
    List<URI> urls = new ArrayList<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
        HostPort target = new HostPort(address.getHostAddress(), url.getPort());
        urls.add(target.uri(url.getScheme(), "/"));
      }
    } catch (UnknownHostException e) {
      urls.add(url); // asking it will say so
    }
    return urls;
  }

  private MembersPage ask(String url, byte[] body, int answerMillis) throws IOException {
    if (!(URI.create(url).toURL().openConnection(Proxy.NO_PROXY)
        instanceof HttpURLConnection connection)) {
      throw new Refused(url + " is no replica manager's URL: it must begin with http");
    }
    try {
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(answerMillis);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("Authorization", key.linkAuthorization());
      connection.setRequestProperty("Connection", "close");
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      return answer(url, connection);
    } catch (JsonRefused e) {
      throw new IOException(url + " answers what cannot be read: " + e.getMessage(), e);
    } finally {
      connection.disconnect();
    }
  }

  private static MembersPage answer(String url, HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_OK) {
      try (InputStream in = connection.getInputStream()) {
        return Json.read(in.readNBytes(ANSWER_BYTES_MAX), MembersPage.class);
      }
    }
    String detail = url + " answers " + status + ": " + detail(connection);
    if (status == HttpURLConnection.HTTP_GONE) {
      throw new Gone(detail);
    }
    boolean isFinal =
        status == HttpURLConnection.HTTP_UNAUTHORIZED
            || status == HttpURLConnection.HTTP_CONFLICT
            || status == HttpURLConnection.HTTP_BAD_REQUEST;
    throw isFinal ? new Refused(detail) : new IOException(detail);
  }

  private static String detail(HttpURLConnection connection) throws IOException {
    try (InputStream error = connection.getErrorStream()) {
      if (error == null) {
        return "";
      }
      JsonNode problem = Json.read(error.readNBytes(ANSWER_BYTES_MAX), JsonNode.class);
      return problem.path("detail").asText() + " (" + problem.path("code").asText() + ")";
    } catch (JsonRefused e) {
      return e.getMessage();
    }
  }
}
