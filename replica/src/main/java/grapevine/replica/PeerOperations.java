package grapevine.replica;

import grapevine.common.HostPort;
import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodec;
import grapevine.common.security.ClusterKey;
import grapevine.protocol.CallId;
import grapevine.protocol.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other replica managers for operations whose rows are damaged here. Waits for the answer;
 * for one thread.
 */
final class PeerOperations {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  private static final int ANSWER_BYTES_MAX = 4 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(PeerOperations.class);

  private final Supplier<Map<String, HostPort>> peers;
  private final ClusterKey key;
  // Most replica managers never need one.
  private HttpClient http;

  /**
   * @param peers those that there are at the moment, and their addresses
   */
  PeerOperations(Supplier<Map<String, HostPort>> peers, ClusterKey key) {
    this.peers = peers;
    this.key = key;
  }

  Set<String> peers() {
    return peers.get().keySet();
  }

  /** Empty when the peer does not have it or does not answer. */
  Optional<LogRecord> ask(String peer, CallId callId) throws InterruptedException {
    HostPort address = peers.get().get(peer);
    if (address == null) {
      return Optional.empty();
    }
    try {
      HttpResponse<InputStream> response =
          http()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://" + address + OperationSource.PATH + callId))
                      .timeout(ANSWER_MAX)
                      .header("Authorization", key.linkAuthorization())
                      .build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(ANSWER_BYTES_MAX);
        return response.statusCode() == 200
            ? Optional.of(WireCodec.decodeLogRecord(bytes))
            : Optional.empty();
      }
    } catch (IOException | MalformedMessageException e) {
      LOG.warn("{} cannot be asked for operation {}: {}", peer, callId, e.toString());
      return Optional.empty();
    }
  }

  private HttpClient http() {
    if (http == null) {
      http = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build();
    }
    return http;
  }
}
