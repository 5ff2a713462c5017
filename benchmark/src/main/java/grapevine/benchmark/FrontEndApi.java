package grapevine.benchmark;

import grapevine.common.Json;
import grapevine.common.JsonRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** The few calls before the load begins; they are not measured. */
final class FrontEndApi implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long ANSWER_BYTES_MAX = 4 << 20;
  private static final int DETAIL_CHARS_MAX = 300;
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(TIMEOUT).connectTimeout(TIMEOUT).build();

  /** Refuses with what to do about it where the front end would not serve. */
  void requireReady(String frontEnd) {
    String remedy = "; start one with ./launch.sh --detach, or name yours with --front-end";
    try (Response response = http.newCall(request(frontEnd, "/readyz").build()).execute()) {
      if (!response.isSuccessful()) {
        throw new BenchFailure(
            frontEnd + " is not ready, it says " + said(response) + "; see ./launch.sh --status");
      }
    } catch (IOException e) {
      throw new BenchFailure(
          "no front end answers at " + frontEnd + " (" + e.getMessage() + ")" + remedy);
    }
  }

  <T> T get(String frontEnd, String path, Class<T> type) {
    return call(request(frontEnd, path).build(), type);
  }

  <T> T post(String frontEnd, String path, Object body, Class<T> type) {
    return call(
        request(frontEnd, path).post(RequestBody.create(Json.bytes(body), JSON)).build(), type);
  }

  private <T> T call(Request request, Class<T> type) {
    try (Response response = http.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new BenchFailure(request.url() + " answered " + said(response));
      }
      return Json.read(body(response), type);
    } catch (JsonRefused e) {
      throw new BenchFailure(
          request.url() + " answered something else than Grapevine does: " + e.getMessage());
    } catch (IOException e) {
      throw new BenchFailure("no answer from " + request.url() + ": " + e.getMessage());
    }
  }

  private static Request.Builder request(String frontEnd, String path) {
    return new Request.Builder().url(frontEnd + path);
  }

  private static String said(Response response) throws IOException {
    String text = new String(body(response), StandardCharsets.UTF_8);
    return response.code() + " " + text.substring(0, Math.min(text.length(), DETAIL_CHARS_MAX));
  }

  private static byte[] body(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(ANSWER_BYTES_MAX + 1)) {
      throw new IOException("the answer is longer than " + ANSWER_BYTES_MAX + " bytes");
    }
    return source.getBuffer().readByteArray();
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
