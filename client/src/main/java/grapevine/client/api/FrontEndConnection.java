package grapevine.client.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Makes one try at one front end and says how it ended. Keeps the session up to date from every
 * response, refusals included: they carry a token too.
 */
final class FrontEndConnection {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final MediaType JSON = MediaType.get("application/json");
  static final long BODY_LIMIT_BYTES = 4L * 1024 * 1024;
  private static final long CONNECT_LIMIT_MILLIS = 2_000;

  /** A stream says that it is still there every ten seconds. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(25);

  private final OkHttpClient http;
  private final SessionFile sessionFile;
  private final Consumer<String> verbose;

  FrontEndConnection(SessionFile sessionFile, Duration timeout, Consumer<String> verbose) {
    this.sessionFile = sessionFile;
    this.verbose = verbose;
    this.http =
        new OkHttpClient.Builder()
            // Without a call timeout a paused front end would hold the user up for ever.
            .callTimeout(timeout)
            .connectTimeout(
                Math.min(timeout.toMillis(), CONNECT_LIMIT_MILLIS), TimeUnit.MILLISECONDS)
            .readTimeout(timeout)
            .followRedirects(false) // the session goes to the named front ends only
            .eventListenerFactory(call -> new SentWatch())
            .build();
  }

  Attempt attempt(HttpUrl frontEnd, Call call) {
    AtomicBoolean sent = new AtomicBoolean();
    long startNanos = System.nanoTime();
    try (Response response = http.newCall(request(frontEnd, call, sent)).execute()) {
      long millis = (System.nanoTime() - startNanos) / 1_000_000;
      verbose.accept(
          frontEnd
              + " "
              + call.method()
              + " "
              + call.relative()
              + " -> "
              + response.code()
              + " in "
              + millis
              + " ms");
      rememberSession(response);
      return judge(frontEnd, call, response);
    } catch (IOException e) {
      Problem problem =
          Problem.madeHere(
              Problem.UNREACHABLE, "No answer", "%s: %s".formatted(frontEnd, reason(e)));
      return sent.get() && call.writes()
          ? new Attempt.Lost(problem)
          : new Attempt.NotTaken(problem, null);
    }
  }

  /**
   * A stream of events, to be executed by the caller.
   *
   * @param after the id of the last event seen, null when there was none
   */
  okhttp3.Call stream(HttpUrl frontEnd, Call call, String after) throws IOException {
    Request.Builder request =
        request(frontEnd, call, new AtomicBoolean())
            .newBuilder()
            .header("Accept", "text/event-stream");
    if (after != null) {
      request.header("Last-Event-ID", after);
    }
    OkHttpClient patient =
        http.newBuilder().callTimeout(Duration.ZERO).readTimeout(SILENCE_LIMIT).build();
    return patient.newCall(request.build());
  }

  private Request request(HttpUrl frontEnd, Call call, AtomicBoolean sent) throws IOException {
    HttpUrl url = frontEnd.resolve(call.relative());
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .tag(AtomicBoolean.class, sent)
            .header("Accept", "application/json");
    Session session = sessionFile.session();
    if (session.guest() != null) {
      request.header("Grapevine-Guest", session.guest());
    }
    if (session.login() != null) {
      request.header("Authorization", "Bearer " + session.login());
    }
    if (call.credential() != null) {
      request.header("Grapevine-Credential", call.credential());
    }
    if (session.causalToken() != null) {
      request.header("Causal-Token", session.causalToken());
    }
    if (call.idempotencyKey() != null) {
      request.header("Idempotency-Key", call.idempotencyKey());
    }
    if (verbose != FrontEnds.SILENT) {
      request.header("X-Grapevine-Trace", "true");
    }
    RequestBody body =
        call.body() == null
            ? null
            : RequestBody.create(MAPPER.writeValueAsBytes(call.body()), JSON);
    return request.method(call.method(), body).build();
  }

  private void rememberSession(Response response) {
    Session session = sessionFile.session();
    String guest = response.header("Grapevine-Guest");
    String token = response.header("Causal-Token");
    String trace = response.header("X-Grapevine-Trace");
    if (guest != null && !guest.isBlank()) {
      session = session.withGuest(guest);
    }
    if (token != null && !token.isBlank()) {
      session = session.withCausalToken(token);
    }
    if (trace != null) {
      TraceLines.of(trace).forEach(verbose);
    }
    sessionFile.replace(session);
  }

  private static Attempt judge(HttpUrl frontEnd, Call call, Response response) throws IOException {
    String text = boundedText(response);
    JsonNode json = parse(text);
    int status = response.code();
    if (json == null || status < 200 || (status >= 300 && status < 400)) {
      Problem foreign =
          Problem.madeHere(
              Problem.NOT_AN_ANSWER,
              "Not a Grapevine front end",
              frontEnd + " answered " + status + " without the JSON a front end sends");
      return call.writes() && (status < 300 || status >= 500)
          ? new Attempt.Lost(foreign)
          : new Attempt.NotTaken(foreign, null);
    }
    if (status < 300) {
      boolean replayed = "true".equals(response.header("Idempotent-Replayed"));
      return new Attempt.Answered(new Answer(status, json, text, frontEnd.toString(), replayed));
    }
    Problem problem = Problem.ofDocument(status, json, text);
    boolean isOverSoon = status == 429 && !problem.code().equals(Problem.TOO_MANY_ATTEMPTS);
    if (status == 503 || isOverSoon) {
      return new Attempt.NotTaken(problem, retryAfter(response));
    }
    if (status >= 500) {
      return call.writes() ? new Attempt.Lost(problem) : new Attempt.NotTaken(problem, null);
    }
    return new Attempt.Refused(problem);
  }

  private static String boundedText(Response response) throws IOException {
    if (response.body().source().request(BODY_LIMIT_BYTES + 1)) {
      throw new IOException("the answer is longer than " + BODY_LIMIT_BYTES + " bytes");
    }
    return response.body().source().getBuffer().readUtf8();
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      return json == null || json.isMissingNode() ? null : json;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static Duration retryAfter(Response response) {
    String seconds = response.header("Retry-After", "");
    return seconds.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
