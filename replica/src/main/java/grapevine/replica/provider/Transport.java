package grapevine.replica.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * One request and its answer as JSON, or the reason why there is none. Nothing is read beyond the
 * limits, and no redirect is followed: where data comes from is the operator's decision.
 */
final class Transport {
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  /** A hostile answer is made of the smallest values, each of which takes far more memory. */
  private static final int JSON_TOKENS_MAX = 500_000;

  /** Without a Retry-After; Overpass's rule is 30 s at least. */
  private static final long RETRY_AFTER_MILLIS = 60_000;

  private final OkHttpClient http;
  private final String userAgent;
  private final int bodyBytes;

  Transport(OkHttpClient shared, Limits limits, String userAgent) {
    this.http =
        shared
            .newBuilder()
            .connectTimeout(limits.connect())
            .readTimeout(limits.total())
            .writeTimeout(limits.total())
            .build();
    this.userAgent = userAgent;
    this.bodyBytes = limits.bodyBytes();
  }

  sealed interface Reply {}

  /** An answer of status 200 or 404. */
  record Answer(boolean isFound, JsonNode body) implements Reply {}

  /**
   * @param mayPass a second attempt may do better
   */
  record Failure(FailureReason reason, long retryAfterMillis, boolean mayPass) implements Reply {
    private static Failure of(FailureReason reason) {
      return new Failure(reason, 0, false);
    }
  }

  Reply exchange(Request request, Duration limit) {
    Call call = http.newCall(request.newBuilder().header("User-Agent", userAgent).build());
    call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      Optional<Failure> refusal = refusal(response);
      return refusal.isPresent() ? refusal.get() : read(response);
    } catch (InterruptedIOException e) {
      return Failure.of(FailureReason.TIMEOUT);
    } catch (IOException e) {
      return new Failure(FailureReason.CONNECTION, 0, true);
    }
  }

  private static Optional<Failure> refusal(Response response) {
    int status = response.code();
    if (status == OK || status == NOT_FOUND) {
      return isJson(response.body().contentType())
          ? Optional.empty()
          : Optional.of(Failure.of(FailureReason.WRONG_TYPE));
    }
    if (status == TOO_MANY_REQUESTS) {
      return Optional.of(
          new Failure(
              FailureReason.RATE_LIMITED, retryAfterMillis(response.header("Retry-After")), false));
    }
    if (status == FORBIDDEN || status == NOT_ACCEPTABLE) {
      return Optional.of(Failure.of(FailureReason.REFUSED));
    }
    if (status >= SERVER_ERROR) {
      boolean mayPass =
          status == SERVER_ERROR || (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT);
      return Optional.of(new Failure(FailureReason.SERVER_ERROR, 0, mayPass));
    }
    return Optional.of(Failure.of(FailureReason.UNEXPECTED_STATUS));
  }

  private static boolean isJson(MediaType type) {
    return type != null && type.type().equals("application") && type.subtype().equals("json");
  }

  /** In seconds; its other form, a date, would have to be compared with a clock like ours. */
  private static long retryAfterMillis(String header) {
    boolean isSeconds = header != null && header.matches("[0-9]{1,6}");
    return isSeconds
        ? Math.min(Gate.WAIT_MAX_MILLIS, 1_000L * Integer.parseInt(header))
        : RETRY_AFTER_MILLIS;
  }

  private Reply read(Response response) throws IOException {
    if (response.body().contentLength() > bodyBytes) {
      return Failure.of(FailureReason.TOO_LARGE);
    }
    BufferedSource source = response.body().source();
    // Counted after decompression, which is where a small answer becomes a large one.
    if (source.request(bodyBytes + 1L)) {
      return Failure.of(FailureReason.TOO_LARGE);
    }
    byte[] body = source.readByteArray();
    try {
      return parse(body, response.code() == OK);
    } catch (IOException e) {
      return Failure.of(FailureReason.MALFORMED);
    }
  }

  private static Reply parse(byte[] body, boolean isFound) throws IOException {
    int tokens = 0;
    try (JsonParser parser = Json.mapper().createParser(body)) {
      while (parser.nextToken() != null) {
        tokens++;
        if (tokens > JSON_TOKENS_MAX) {
          return Failure.of(FailureReason.TOO_LARGE);
        }
      }
    }
    JsonNode tree = Json.mapper().readTree(body);
    return tree.isObject() ? new Answer(isFound, tree) : Failure.of(FailureReason.MALFORMED);
  }
}
