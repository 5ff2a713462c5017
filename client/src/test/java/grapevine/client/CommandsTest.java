package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step as a command: what is asked, what is printed, and the exit code. */
class CommandsTest {
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
  void restaurants_asks_with_every_filter_and_fits_80_columns() throws Exception {
    client.first.enqueue(json(200, ApiBodies.RESTAURANTS).build());
    int exitCode =
        client.runFirst(
            "restaurants",
            "--postcode",
            "DH1 3LE",
            "--cuisine",
            "indian",
            "--q",
            "a&b",
            "--open-now",
            "--sort",
            "fee",
            "--limit",
            "5");
    assertThat(exitCode).isZero();
    assertThat(client.first.takeRequest().getTarget())
        .isEqualTo(
            "/v1/restaurants?postcode=DH1%203LE&cuisine=indian&q=a%26b&openNow=true&sort=fee"
                + "&limit=5");
    assertThat(client.out).contains("Saffron House", "r-1", "420 m", "\u00a31.99", "35-45");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"menu r-1", "show o-77", "orders", "cluster", "quote r-1 --collection --item i-1"})
  void json_is_passed_through_as_it_came(String command) {
    String body = "{ \"as\" : [\"it\",\n \"came\"] , \"amount\": 1.50 }";
    client.first.enqueue(json(200, body).build());
    assertThat(client.runFirst((command + " --json").split(" "))).isZero();
    assertThat(client.out).isEqualTo(body + System.lineSeparator());
  }

  @Test
  void json_prints_a_problem_too_and_words_go_to_stderr() {
    client.first.enqueue(problem(404, "ORDER_UNKNOWN"));
    assertThat(client.runFirst("show", "o-1", "--json")).isEqualTo(3);
    assertThat(client.out).startsWith("{\"type\"").contains("\"code\":\"ORDER_UNKNOWN\"");
    assertThat(client.err).contains("The title", "Some detail.", "grapevine orders");
  }

  @ParameterizedTest
  @CsvSource({
    "400, PARAMETER_INVALID, 2",
    "404, RESTAURANT_UNKNOWN, 3",
    "422, NOT_ORDERABLE, 4",
    "403, NOT_ALLOWED, 4",
    "409, ILLEGAL_MOVE, 5",
    "503, OVERLOADED, 6",
    "500, INTERNAL, 1"
  })
  void a_problem_decides_the_exit_code(int status, String code, int exitCode) {
    client.first.enqueue(problem(status, code));
    assertThat(client.runFirst("menu", "r-1")).isEqualTo(exitCode);
    assertThat(client.out).isEmpty();
    assertThat(client.err).contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "restaurants",
        "nonsense",
        "menu",
        "quote r-1 --item i-1",
        "quote r-1 --item :2",
        "place r-1 --postcode DH1 --item i-1",
        "orders --timeout 0",
        "orders --front-end ftp://x",
        "orders --front-end http://x/v1",
        "orders --limit many",
        "cluster retire rm1",
        "cluster retire --url http://127.0.0.1:1 --cluster-key K",
        "cluster members --url here --cluster-key K",
        "show o-1 --wrong",
        "name account",
        "name car x",
        "stock r-1 i-1 many",
        "stock r-1 i-1 -1",
        "voucher LUCKY --limit 3"
      })
  void wrong_arguments_get_one_line_and_exit_code_2(String command) {
    int exitCode = command.isEmpty() ? client.runFirst() : client.runFirst(command.split(" "));
    assertThat(exitCode).isEqualTo(2);
    assertThat(client.err.lines()).hasSize(1);
    assertThat(client.err).startsWith("grapevine");
  }

  @Test
  void an_id_cannot_become_another_path() throws Exception {
    client.first.enqueue(problem(404, "ORDER_UNKNOWN"));
    client.runFirst("show", "../cluster?x");
    assertThat(client.first.takeRequest().getTarget()).isEqualTo("/v1/orders/..%2Fcluster%3Fx");
  }

  @Test
  void control_characters_of_the_server_never_reach_the_terminal() {
    String order =
        ApiBodies.ORDER
            .replace(
                "\"linePence\":2690", "\"linePence\":2690,\"choices\":[\"Mild\",\"Ri\\u0007ce\"]")
            .replace("Saffron House", "A\\u001b[2J\\u009bB\\u202eC");
    client.first.enqueue(json(200, order).build());
    client.runFirst("show", "o-77");
    assertThat(client.out)
        .doesNotContain("\u001b", "\u009b", "\u202e")
        .contains("A [2J BC")
        .contains("2 x Tikka masala (Mild, Ri ce)");
  }

  @Test
  void cancel_sends_reason_and_key() throws Exception {
    client.first.enqueue(json(200, ApiBodies.ORDER.replace("PLACED", "CANCELLED")).build());
    assertThat(client.runFirst("cancel", "o-77", "--reason", "late", "--key", "k-1")).isZero();
    var request = client.first.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/v1/orders/o-77/cancel");
    assertThat(request.getBody().utf8()).isEqualTo("{\"reason\":\"late\"}");
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("k-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name account Ann | POST /v1/names | {\"kind\":\"ACCOUNT\",\"name\":\"Ann\"}",
        "claim o-77 | POST /v1/orders/o-77/claim | {}",
        "release o-77 | POST /v1/orders/o-77/release | {}",
        "stock r-1 i-1 3 | PUT /v1/restaurants/r-1/menu/items/i-1/stock | {\"portions\":3}",
        "stock r-1 i-1 unlimited | PUT /v1/restaurants/r-1/menu/items/i-1/stock | {\"portions\":null}",
        "voucher LUCKY --discount-pence 300 --limit 5 | POST /v1/vouchers |"
            + " {\"code\":\"LUCKY\",\"discountPence\":300,\"limit\":5}"
      })
  void what_only_one_may_have_is_asked_for_with_an_identity_and_a_key(
      String command, String target, String body) throws Exception {
    client.first.enqueue(
        json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "guest-1").build());
    client.first.enqueue(
        json(201, body.equals("{}") ? "{\"id\":\"o-77\",\"courier\":\"c\"}" : body).build());
    assertThat(client.runFirst((command + " --key k-1").split(" "))).isZero();
    client.first.takeRequest();
    var request = client.first.takeRequest();
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo(target);
    assertThat(request.getBody().utf8()).isEqualTo(body);
    assertThat(request.getHeaders().get("Idempotency-Key")).isEqualTo("k-1");
    assertThat(request.getHeaders().get("Grapevine-Guest")).isEqualTo("guest-1");
    assertThat(client.out.lines()).hasSize(1).allMatch(line -> line.length() <= 80);
  }

  @Test
  void who_was_too_late_is_told_what_to_do() {
    client.first.enqueue(
        json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "guest-1").build());
    client.first.enqueue(problem(409, "NAME_TAKEN"));
    assertThat(client.runFirst("name", "account", "Ann")).isEqualTo(5);
    assertThat(client.err).contains("NAME_TAKEN", "Choose another name");
  }

  @Test
  void quote_shows_what_stands_in_the_way() {
    client.first.enqueue(json(200, ApiBodies.QUOTE_REFUSED).build());
    assertThat(client.runFirst("quote", "r-1", "--postcode", "DH1 3LE", "--item", "i-1")).isZero();
    assertThat(client.out).contains("! Add 5.75", "BELOW_MINIMUM", "cannot be ordered");
  }

  @Test
  void a_changed_price_is_shown_with_its_new_bill() {
    client.first.enqueue(
        json(200, ApiBodies.ORDERS).addHeader("Grapevine-Guest", "guest-1").build());
    client.first.enqueue(
        json(409, "{\"code\":\"PRICE_CHANGED\",\"quote\":" + ApiBodies.QUOTE + "}").build());
    int exitCode = client.runFirst("place", "r-1", "--collection", "--item", "i-1");
    assertThat(exitCode).isEqualTo(5);
    assertThat(client.err).contains("Total", "\u00a329.88");
  }

  @Test
  void a_list_of_orders_with_real_ids_fits_80_columns() {
    String order =
        ApiBodies.ORDER
            .replace("o-77", "ord_" + "a".repeat(26))
            .replace("PLACED", "OUT_FOR_DELIVERY");
    client.first.enqueue(json(200, "{\"items\":[" + order + "]}").build());
    assertThat(client.runFirst("orders")).isZero();
    assertThat(client.out).contains("ord_" + "a".repeat(26) + "  OUT_FOR_DELIVERY");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void verbose_says_who_answered_and_the_trace() throws Exception {
    client.first.enqueue(
        json(200, ApiBodies.CLUSTER).addHeader("X-Grapevine-Trace", "asked=rm1,rm2").build());
    assertThat(client.runFirst("cluster", "--verbose")).isZero();
    assertThat(client.err).contains("/v1/cluster -> 200", "asked=rm1,rm2");
    assertThat(client.first.takeRequest().getHeaders().get("X-Grapevine-Trace")).isEqualTo("true");
    assertThat(client.out).contains("rm1:12", "ACTIVE");
  }

  @Test
  void an_answer_that_is_not_json_is_a_failure_in_words() {
    client.first.enqueue(json(200, "<html>a proxy</html>").build());
    assertThat(client.runFirst("orders")).isEqualTo(1);
    assertThat(client.err).contains("Not a Grapevine front end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order",
        "restaurants",
        "menu",
        "quote",
        "place",
        "orders",
        "show",
        "cancel",
        "name",
        "claim",
        "release",
        "stock",
        "voucher",
        "cluster"
      })
  void help_has_examples_and_fits_80_columns(String command) {
    assertThat(client.runFirst(command, "--help")).isZero();
    assertThat(client.out).contains("Examples:", "grapevine " + command, "--front-end");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
  }
}
