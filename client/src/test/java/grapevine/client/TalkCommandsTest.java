package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands by which people tell one another something. */
class TalkCommandsTest {
  private static final String MESSAGE =
      "{\"id\":\"m-1\",\"kind\":\"DIRECT\",\"about\":null,\"from\":\"Bob\\u001b[2J\",\"role\":\"customer\","
          + "\"text\":\"Lunch?\\u202e "
          + "word ".repeat(40)
          + "\",\"at\":\"2026-11-21T18:00:00.000Z\",\"read\":false}";

  @TempDir Path folder;
  private ClientFixture client;

  @BeforeEach
  void start() throws Exception {
    client = new ClientFixture(folder);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notice post Hello | POST /v1/notices | {\"text\":\"Hello\"}",
        "message send --to Bob Hi | POST /v1/messages | {\"to\":\"Bob\",\"text\":\"Hi\"}",
        "message send --order o-7 Hi | POST /v1/orders/o-7/messages | {\"text\":\"Hi\"}",
        "message send --customers-of r/1 Hi | POST /v1/restaurants/r%2F1/broadcasts |"
            + " {\"text\":\"Hi\"}",
        "message send --couriers Hi | POST /v1/broadcasts | {\"text\":\"Hi\"}",
        "message read m-1 m-2 | POST /v1/messages/read | {\"ids\":[\"m-1\",\"m-2\"]}"
      })
  void what_is_told_is_sent_with_an_identity_and_a_key(String command, String target, String body)
      throws Exception {
    client.first.enqueue(
        json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "guest-1").build());
    client.first.enqueue(json(201, MESSAGE).build());
    assertThat(client.runFirst((command + " --key k-1").split(" "))).isZero();
    client.first.takeRequest();
    var request = client.first.takeRequest();
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo(target);
    assertThat(request.getBody().utf8()).isEqualTo(body);
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("k-1");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void a_review_is_put_with_or_without_words() throws Exception {
    String review =
        "{\"stars\":4,\"text\":null,\"by\":\"Ann\",\"at\":\"2026-11-21T18:00:00.000Z\"}";
    client.first.enqueue(json(200, review).build());
    client.first.enqueue(json(200, review).build());
    assertThat(client.runFirst("review", "o-7", "4")).isZero();
    assertThat(client.out).contains("Ann, 4 of 5 stars");
    assertThat(client.runFirst("review", "o-7", "4", "Hot and on time")).isZero();
    var first = client.first.takeRequest();
    assertThat(first.getMethod() + " " + first.getTarget()).isEqualTo("PUT /v1/orders/o-7/review");
    assertThat(first.getBody().utf8()).isEqualTo("{\"stars\":4}");
    assertThat(client.first.takeRequest().getBody().utf8())
        .isEqualTo("{\"stars\":4,\"text\":\"Hot and on time\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notice list --limit 5 | /v1/notices?limit=5",
        "message list | /v1/messages",
        "message list --unread --cursor c | /v1/messages?unread=true&cursor=c",
        "message list --with Bob | /v1/messages?with=Bob",
        "message list --order o-7 | /v1/orders/o-7/messages",
        "reviews r-1 | /v1/restaurants/r-1/reviews"
      })
  void lists_are_asked_for_and_shown_within_80_columns(String command, String target)
      throws Exception {
    client.first.enqueue(json(200, "{\"items\":[" + MESSAGE + "],\"nextCursor\":\"n1\"}").build());
    assertThat(client.runFirst(command.split(" "))).isZero();
    assertThat(client.first.takeRequest().getTarget()).isEqualTo(target);
    assertThat(client.out)
        .contains("Lunch? word", "--cursor n1")
        .doesNotContain("\u001b", "\u202e");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void unread_messages_are_marked_and_have_their_ids() {
    client.first.enqueue(json(200, "{\"items\":[" + MESSAGE + "],\"nextCursor\":null}").build());
    client.runFirst("message", "list");
    assertThat(client.out).startsWith("* 2026-11-21T18:00:00.000Z  Bob").contains("  id m-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notice list", "message list", "reviews r-1"})
  void json_is_passed_through_as_it_came(String command) {
    client.first.enqueue(json(200, "{ \"items\" : [] }").build());
    assertThat(client.runFirst((command + " --json").split(" "))).isZero();
    assertThat(client.out).isEqualTo("{ \"items\" : [] }" + System.lineSeparator());
  }

  @Test
  void who_has_no_account_is_told_what_to_do() {
    client.first.enqueue(problem(401, "LOGIN_REQUIRED"));
    assertThat(client.runFirst("message", "list")).isNotZero();
    assertThat(client.err).contains("LOGIN_REQUIRED", "log in first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message send Hi",
        "message send --to Bob --couriers Hi",
        "message read",
        "notice post",
        "review o-7 6",
        "review o-7 many",
        "reviews"
      })
  void wrong_arguments_get_one_line_and_exit_code_2(String command) {
    assertThat(client.runFirst(command.split(" "))).isEqualTo(2);
    assertThat(client.err.lines()).hasSize(1);
    assertThat(client.err).startsWith("grapevine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message send",
        "message list",
        "message read",
        "notice post",
        "notice list",
        "review",
        "reviews"
      })
  void help_has_examples_and_fits_80_columns(String command) {
    assertThat(client.runFirst((command + " --help").split(" "))).isZero();
    assertThat(client.out).contains("Examples:", "grapevine " + command, "--front-end");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }
}
