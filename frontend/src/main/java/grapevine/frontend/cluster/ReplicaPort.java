package grapevine.frontend.cluster;

import grapevine.common.security.ClusterKey;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Asks replica managers over HTTP for what the links do not carry: for people who watch, never for
 * customers. Thread-safe.
 */
public final class ReplicaPort {
  private static final int BODY_BYTES_MAX = 256 << 10;
  private static final Duration CONNECT_MAX = Duration.ofSeconds(1);
  private static final Duration BODY_MAX = Duration.ofSeconds(1);

  private final ClusterKey key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** A body that is longer than any of ours is empty. */
  public record Answer(int status, String body) {}

  public ReplicaPort(ClusterKey key) {
    this.key = key;
  }

  public CompletableFuture<Answer> get(String url, String path, Duration max) {
    return send(request(url, path, max).GET(), max);
  }

  public CompletableFuture<Answer> put(String url, String path, byte[] json, Duration max) {
    return send(
        request(url, path, max)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(json)),
        max);
  }

  /** Whether a call that ended so has never left. */
  public static boolean isUnreached(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
  }

  private HttpRequest.Builder request(String url, String path, Duration max) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(max)
        .header("Authorization", key.linkAuthorization());
  }

  // The request's own limit ends when the headers have come.
  private CompletableFuture<Answer> send(HttpRequest.Builder request, Duration max) {
    return http.sendAsync(request.build(), bounded())
        .orTimeout(max.plus(BODY_MAX).toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> new Answer(response.statusCode(), response.body()));
  }

  private static BodyHandler<String> bounded() {
    return (HttpResponse.ResponseInfo info) -> {
      long length = info.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
      return length <= BODY_BYTES_MAX
          ? BodySubscribers.ofString(StandardCharsets.UTF_8)
          : BodySubscribers.replacing("");
    };
  }
}
