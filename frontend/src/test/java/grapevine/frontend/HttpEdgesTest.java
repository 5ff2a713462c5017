package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests that no well-behaved client sends get a problem document, and the process lives. */
class HttpEdgesTest {
  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  @Test
  void every_problem_has_the_members_that_clients_rely_on() {
    HttpAnswer missing = frontEnd.get("/v1/nothing?x=1");

    assertThat(missing.refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(missing.text("type")).isEqualTo("urn:grapevine:problem:not-found");
    assertThat(missing.text("instance")).isEqualTo("/v1/nothing");
    assertThat(missing.text("title")).isNotBlank();
    assertThat(missing.text("detail")).isNotBlank();
    assertThat(missing.json().path("status").asInt()).isEqualTo(404);
    assertThat(missing.json().path("retryable").asBoolean(true)).isFalse();
    assertThat(missing.header("Server")).isNull();
  }

  @Test
  void a_wrong_method_is_told_the_right_ones() {
    HttpAnswer wrong = frontEnd.send(frontEnd.request("/v1/orders").delete().build());
    assertThat(wrong.refusal()).isEqualTo("405 METHOD_NOT_ALLOWED");
    assertThat(wrong.header("Allow")).isEqualTo("GET, HEAD, POST");
    assertThat(frontEnd.get("/v1/quotes").header("Allow")).isEqualTo("POST");
  }

  @Test
  void what_is_no_command_is_no_path_whatever_the_method() {
    String path = "/v1/orders/o-" + "a".repeat(26);
    assertThat(frontEnd.get(path + "/eat").refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(frontEnd.post(path + "/eat", "{}").refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(frontEnd.post(path + "/expire", "{}").refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(frontEnd.get(path + "/accept").refusal()).isEqualTo("405 METHOD_NOT_ALLOWED");
  }

  @Test
  void writes_have_no_parameters() {
    String misplaced = "?restaurantId=vine";
    assertThat(frontEnd.post("/v1/quotes" + misplaced, "{}").refusal())
        .isEqualTo("400 PARAMETER_INVALID");
    RequestBody none = RequestBody.create(new byte[0], RunningFrontEnd.JSON);
    String favourite = "/v1/favourites/vine" + misplaced;
    assertThat(frontEnd.send(frontEnd.request(favourite).put(none).build()).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
    assertThat(frontEnd.send(frontEnd.request(favourite).delete().build()).refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  @Test
  void the_root_points_on_and_head_is_answered_like_get() {
    assertThat(frontEnd.get("/").status()).isEqualTo(200);
    assertThat(frontEnd.send(frontEnd.request("/healthz").head().build()).status()).isEqualTo(200);
  }

  /** As many as may be open must fit into the memory that the front end is started with. */
  @Test
  void a_connection_takes_little_memory_between_requests() throws IOException {
    int connections = 400;
    byte[] request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    List<Socket> open = new ArrayList<>();
    try {
      frontEnd.get("/healthz");
      long before = usedBytes();
      for (int i = 0; i < connections; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), frontEnd.port());
        open.add(socket);
        for (int again = 0; again < 3; again++) {
          socket.getOutputStream().write(request);
          assertThat(socket.getInputStream().read(new byte[1000])).isGreaterThan(100);
        }
      }
      assertThat((usedBytes() - before) / connections).isLessThan(15_000);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void a_body_that_is_not_json_is_refused() {
    for (String wrong :
        new String[] {
          "",
          "{",
          "nonsense",
          "{}{}",
          "{\"restaurantId\":1,\"restaurantId\":2}",
          "[".repeat(5000),
          "{\"a\":NaN}",
          "{\"\\ud800\":1}"
        }) {
      assertThat(frontEnd.post("/v1/quotes", wrong).code())
          .as(wrong)
          .isIn("MALFORMED_JSON", "FIELD_INVALID");
    }
    for (String wrong : new String[] {"null", "[]", "1", "\"text\""}) {
      assertThat(frontEnd.post("/v1/quotes", wrong).refusal())
          .as(wrong)
          .isEqualTo("400 FIELD_INVALID");
    }
    byte[] latin1 = "{\"restaurantId\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(post(RequestBody.create(latin1, RunningFrontEnd.JSON)).refusal())
        .isEqualTo("400 MALFORMED_JSON");
  }

  @Test
  void a_body_must_be_declared_as_json() {
    byte[] quote = Basket.quote("chana", "1").getBytes(StandardCharsets.UTF_8);
    assertThat(post(RequestBody.create(quote, MediaType.get("text/plain"))).refusal())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            post(RequestBody.create(quote, MediaType.get("application/json; charset=utf-16")))
                .refusal())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(post(RequestBody.create(quote)).refusal()).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(
            post(RequestBody.create(quote, MediaType.get("application/json; charset=UTF-8")))
                .status())
        .isEqualTo(200);
  }

  @Test
  void a_body_over_64_kib_is_too_large_whether_its_length_is_told_or_not() {
    String padded = Basket.quote("chana", "1") + " ".repeat(64 * 1024);
    assertThat(frontEnd.post("/v1/quotes", padded).refusal()).isEqualTo("413 BODY_TOO_LARGE");
    assertThat(post(chunked(padded)).refusal()).isEqualTo("413 BODY_TOO_LARGE");
    String exact = Basket.quote("chana", "1");
    String full = exact + " ".repeat(64 * 1024 - exact.length());
    assertThat(post(chunked(full)).status()).isEqualTo(200);
  }

  @Test
  void what_the_http_parser_refuses_is_a_problem_too() throws IOException {
    assertThat(
            raw("GET /v1/restaurants/a%2Fb/menu HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"BAD_REQUEST\"");
    assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContain("<html");
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .doesNotContain("<html");
    assertThat(frontEnd.get("/healthz").status()).isEqualTo(200);
  }

  private HttpAnswer post(RequestBody body) {
    return frontEnd.send(frontEnd.request("/v1/quotes").post(body).build());
  }

  private static RequestBody chunked(String text) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return RunningFrontEnd.JSON;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.writeUtf8(text);
      }
    };
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), frontEnd.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
