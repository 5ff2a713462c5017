package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who the client is and what it saw outlive the process. */
class SessionTest {
  @TempDir Path folder;
  ClientFixture client;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void guest_and_newest_token_are_sent_by_the_next_process() throws Exception {
    answerWith("guest-1", "token-1");
    answerWith(null, "token-2");
    answerWith(null, "token-3");
    client.runFirst("orders");
    client.runFirst("orders");
    client.runFirst("orders");

    var first = client.first.takeRequest().getHeaders();
    assertThat(first.get("Grapevine-Guest")).isNull();
    assertThat(first.get("Causal-Token")).isNull();
    assertThat(client.first.takeRequest().getHeaders().get("Causal-Token")).isEqualTo("token-1");
    var third = client.first.takeRequest().getHeaders();
    assertThat(third.get("Grapevine-Guest")).isEqualTo("guest-1");
    assertThat(third.get("Causal-Token")).isEqualTo("token-2");
  }

  @Test
  void the_file_is_readable_by_its_owner_only_and_nothing_is_left_beside_it() throws Exception {
    answerWith("guest-1", "token-1");
    client.runFirst("orders");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(client.session)))
        .isEqualTo("rw-------");
    try (var files = Files.list(client.session.getParent())) {
      assertThat(files).containsExactly(client.session);
    }
  }

  @Test
  void a_refused_token_is_dropped_and_the_call_repeated_once_without_it() throws Exception {
    answerWith("guest-1", "old-token");
    client.first.enqueue(problem(400, "TOKEN_INVALID"));
    answerWith(null, "new-token");
    client.runFirst("orders");
    assertThat(client.runFirst("orders")).isZero();

    assertThat(client.errText).contains("TOKEN_INVALID", "without it");
    client.first.takeRequest();
    assertThat(client.first.takeRequest().getHeaders().get("Causal-Token")).isEqualTo("old-token");
    var repeated = client.first.takeRequest().getHeaders();
    assertThat(repeated.get("Causal-Token")).isNull();
    assertThat(repeated.get("Grapevine-Guest")).isEqualTo("guest-1");
    assertThat(Files.readString(client.session)).contains("new-token");
  }

  @Test
  void a_token_refused_twice_ends_the_command() {
    client.first.enqueue(problem(400, "TOKEN_EXPIRED"));
    client.first.enqueue(problem(400, "TOKEN_EXPIRED"));
    assertThat(client.runFirst("orders")).isEqualTo(2);
    assertThat(client.first.getRequestCount()).isEqualTo(2);
  }

  @Test
  void a_refused_guest_is_dropped_together_with_the_token() throws Exception {
    answerWith("guest-1", "token-1");
    client.first.enqueue(problem(400, "GUEST_INVALID"));
    answerWith("guest-2", "token-2");
    client.runFirst("orders");
    assertThat(client.runFirst("orders")).isZero();

    client.first.takeRequest();
    client.first.takeRequest();
    var repeated = client.first.takeRequest().getHeaders();
    assertThat(repeated.get("Grapevine-Guest")).isNull();
    assertThat(repeated.get("Causal-Token")).isNull();
    assertThat(client.errText).contains("new guest");
  }

  @Test
  void a_damaged_file_is_said_and_replaced() throws Exception {
    Files.createDirectories(client.session.getParent());
    Files.writeString(client.session, "{\"guest\":");
    answerWith("guest-1", "token-1");
    assertThat(client.runFirst("orders")).isZero();
    assertThat(client.errText).contains("cannot be read");
    assertThat(Files.readString(client.session)).contains("guest-1");
  }

  @Test
  void the_token_of_another_client_with_the_same_file_is_kept_too() throws Exception {
    answerWith("guest-1", "token-1");
    client.runFirst("orders");
    client.first.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public mockwebserver3.MockResponse dispatch(mockwebserver3.RecordedRequest request) {
            try { // the other client writes while our request is under way
              Files.writeString(
                  client.session, "{\"guest\":\"guest-1\",\"causalToken\":\"token-other\"}");
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            return json(200, ApiBodies.ORDERS).addHeader("Causal-Token", "token-2").build();
          }
        });
    client.runFirst("orders");
    assertThat(Files.readString(client.session)).contains("\"token-2,token-other\"");
  }

  private void answerWith(String guest, String token) {
    var answer = json(200, ApiBodies.ORDERS).addHeader("Causal-Token", token);
    if (guest != null) {
      answer.addHeader("Grapevine-Guest", guest);
    }
    client.first.enqueue(answer.build());
  }
}
