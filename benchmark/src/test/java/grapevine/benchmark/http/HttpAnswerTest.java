package grapevine.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
  private static final String CREATED =
      String.join(
          "\r\n",
          "HTTP/1.1 201 Created",
          "Location: /v1/orders/a1",
          "CAUSAL-TOKEN:  t9",
          "Content-Length: 13",
          "Causal-Tokens: no",
          "",
          "{\"code\":\"ABC\"");
  private static final String CHUNKED =
      String.join(
          "\r\n",
          "HTTP/1.1 503 Service Unavailable",
          "Transfer-Encoding: chunked",
          "",
          "15",
          "{\"code\":\"OVERLOADED\"}",
          "0",
          "",
          "");

  private final HttpAnswer answer = new HttpAnswer();

  @Test
  void an_answer_is_complete_with_its_last_byte_and_not_before() throws Exception {
    for (String text : new String[] {CREATED, CHUNKED}) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      for (int length = 0; length < bytes.length; length++) {
        assertThat(answer.read(bytes, length)).as("%d bytes of it", length).isFalse();
      }
      assertThat(answer.read(bytes, bytes.length)).isTrue();
    }
  }

  @Test
  void headers_are_found_whatever_their_case() throws Exception {
    read(CREATED);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header(HttpAnswer.LOCATION)).asString().isEqualTo("/v1/orders/a1");
    assertThat(answer.header(HttpAnswer.CAUSAL_TOKEN)).asString().isEqualTo("t9");
    assertThat(answer.header(HttpAnswer.GRAPEVINE_GUEST)).isNull();
    assertThat(answer.closes()).isFalse();
  }

  @Test
  void the_code_of_a_problem_is_found_in_chunks_too() throws Exception {
    read(CHUNKED);
    assertThat(answer.isSuccess()).isFalse();
    assertThat(answer.jsonText("code")).isEqualTo("OVERLOADED");
    assertThat(answer.jsonText("detail")).isNull();
  }

  @Test
  void a_second_answer_forgets_the_first() throws Exception {
    read(CREATED);
    read("HTTP/1.1 204 No Content\r\nConnection: Close\r\n\r\n");
    assertThat(answer.header(HttpAnswer.LOCATION)).isNull();
    assertThat(answer.closes()).isTrue();
  }

  @Test
  void what_is_no_answer_is_refused() {
    for (String text :
        new String[] {
          "SSH-2.0-OpenSSH_9.2\r\n",
          "HTTP/1.1 2x0 OK\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\n",
          "HTTP/1.1 200 OK\r\n\r\nuntil the end",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"
        }) {
      assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(MalformedAnswerException.class);
    }
  }

  private void read(String text) throws MalformedAnswerException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(answer.read(bytes, bytes.length)).isTrue();
  }
}
