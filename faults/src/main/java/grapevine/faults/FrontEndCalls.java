package grapevine.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import grapevine.common.Json;
import grapevine.faults.Outcome.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes single tries and says what each of them means for a client. */
final class FrontEndCalls {
  private static final String GUEST = "Grapevine-Guest";
  private static final String TOKEN = "Causal-Token";

  /** Statuses of which the API says that nothing has happened. */
  private static final Set<Integer> NOT_TAKEN = Set.of(429, 503, 507);

  /** The client's own limit ends with the headers. */
  private static final long BODY_MILLIS = 500;

  private final HttpClient http;
  private final Duration timeout;

  FrontEndCalls(Duration timeout) {
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  Outcome send(String frontEnd, Call call, Optional<String> guest, Optional<String> token)
      throws InterruptedException {
    return send(frontEnd, call, guest, token, Optional.empty());
  }

  /**
   * @param session of who has logged in
   */
  Outcome send(
      String frontEnd,
      Call call,
      Optional<String> guest,
      Optional<String> token,
      Optional<String> session)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(frontEnd + call.path())).timeout(timeout);
    guest.ifPresent(value -> request.header(GUEST, value));
    token.ifPresent(value -> request.header(TOKEN, value));
    session.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    call.credential().ifPresent(value -> request.header("Grapevine-Credential", value));
    call.key().ifPresent(value -> request.header("Idempotency-Key", value));
    call.body()
        .ifPresent(
            body ->
                request
                    .header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofByteArray(body)));
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofByteArray());
    try {
      return judge(call, answer.get(timeout.toMillis() + BODY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Outcome.withoutAnswer(lost(call), "answer cut short");
    } catch (ExecutionException e) {
      return withoutAnswer(call, e.getCause());
    }
  }

  private static Outcome withoutAnswer(Call call, Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return Outcome.withoutAnswer(Kind.NOT_TAKEN, "no connection");
    }
    return Outcome.withoutAnswer(
        lost(call),
        cause instanceof HttpTimeoutException ? "no answer in time" : "connection lost");
  }

  private static Kind lost(Call call) {
    return call.isWrite() ? Kind.UNKNOWN : Kind.NOT_TAKEN;
  }

  private static Outcome judge(Call call, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    JsonNode body = parse(response.body());
    boolean isWellFormed = body.isObject();
    Kind kind;
    if (!isWellFormed) {
      kind = lost(call);
    } else if (status >= 200 && status < 300) {
      kind = Kind.DONE;
    } else if (NOT_TAKEN.contains(status)) {
      kind = Kind.NOT_TAKEN;
    } else {
      kind = status >= 500 || status == 408 ? lost(call) : Kind.REFUSED;
    }
    return new Outcome(
        kind,
        status,
        isWellFormed ? body.path("code").asText("HTTP_" + status) : "not an answer",
        body,
        response.headers().firstValue(TOKEN),
        response.headers().firstValue(GUEST));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = Json.mapper().readTree(bytes);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
