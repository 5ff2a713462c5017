package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static grapevine.client.ClientFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialogue, fed through a pipe. */
class OrderDialogueTest {
  private static final String TO_REVIEW = "DH1 3LE\n1\n3 2\n1\n1\nc\n";
  private static final String DETAILS = "Ada King\n1 North Road\n\n0191 496 0000\n\n";

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
  void it_leads_from_a_postcode_to_a_followed_order() throws Exception {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE);
    client.first.enqueue(json(201, ApiBodies.ORDER).build());
    client.first.enqueue(events(ApiBodies.ORDER));
    assertThat(client.run(url(client.first), TO_REVIEW + "\n" + DETAILS + "yes\n", "order"))
        .isZero();

    assertThat(client.out)
        .contains("Saffron House", "Tikka masala", "Heat (choose 1)", "Side (up to 2)")
        .contains("Added 2 x Tikka masala (Mild, Rice).", "\u00a329.88")
        .contains("Placed: order o-77", "PLACED, on disk at 2 replica managers")
        .contains("grapevine show o-77");
    assertThat(client.out.lines()).allMatch(line -> line.length() <= 80);
    RecordedRequest placed = requests().get(3);
    assertThat(UUID.fromString(placed.getHeaders().get("Idempotency-Key"))).isNotNull();
    assertThat(placed.getBody().utf8())
        .isEqualTo(
            """
            {"restaurantId":"r-1","service":"DELIVERY","postcode":"DH1 3LE","lines":[\
            {"itemId":"i-3","quantity":2,"choices":["mild","rice"]}],"deliverTo":\
            {"name":"Ada King","line1":"1 North Road","phone":"0191 496 0000"},\
            "expectedTotalPence":2988}""");
  }

  @Test
  void help_back_and_quit_work_at_every_prompt() {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.RESTAURANTS, ApiBodies.MENU);
    enqueue(ApiBodies.QUOTE, ApiBodies.QUOTE, ApiBodies.QUOTE);
    String input =
        "?\nb\nDH1 3LE\n?\n1\nb\nb\nDH1 3LE\n99\n2\n?\n1\n?\nb\n1\n\nv\nc\n?\n\n?\nb\n\nAda\nb\nb\nq\n";
    assertThat(client.run(url(client.first), input, "order")).isEqualTo(0);
    assertThat(client.out).contains("Not added.", "Nothing was ordered.", "such as DH1 3LE");
  }

  @Test
  void a_wrong_postcode_is_explained_and_asked_for_again() {
    client.first.enqueue(problem(422, "POSTCODE_INVALID"));
    enqueue(ApiBodies.RESTAURANTS);
    assertThat(client.run(url(client.first), "XX\nDH1 3LE\nq\n", "order")).isZero();
    assertThat(client.out).contains("POSTCODE_INVALID", "Saffron House");
  }

  @Test
  void a_basket_that_cannot_be_ordered_gets_no_further_than_the_review() {
    enqueue(
        ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE_REFUSED, ApiBodies.QUOTE_REFUSED);
    assertThat(client.run(url(client.first), TO_REVIEW + "\nb\nq\n", "order")).isZero();
    assertThat(client.out).contains("! Add 5.75", "cannot be ordered", "b changes the basket");
  }

  @Test
  void sold_out_dishes_and_wrong_choices_are_refused_before_they_are_in_the_basket() {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU);
    String input = "DH1 3LE\n1\n2\n3 1\n\n1,2\n7\n2\n1,1\n1 2\nv\nr 1\nc\nq\n";
    assertThat(client.run(url(client.first), input, "order")).isZero();
    assertThat(client.out)
        .contains("Samosa is sold out", "That does not fit: choose 1", "(Hot, Rice, Naan)")
        .contains("The basket is empty: type");
  }

  @Test
  void a_lost_order_is_repeated_with_the_same_key_until_it_succeeds() throws Exception {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE);
    for (int i = 0; i < 2; i++) {
      client.first.enqueue(problem(504, "OUTCOME_UNKNOWN"));
    }
    client.first.enqueue(json(200, ApiBodies.ORDER).build());
    client.first.enqueue(events(ApiBodies.ORDER));
    String input = TO_REVIEW + "\n" + DETAILS + "yes\nb\n\n";
    assertThat(client.run(url(client.first), input, "order")).isZero();

    assertThat(client.out).contains("No way back while the outcome is unknown", "Placed: order");
    List<String> keys =
        requests().stream()
            .filter(request -> request.getTarget().equals("/v1/orders"))
            .filter(request -> request.getMethod().equals("POST"))
            .map(request -> request.getHeaders().get("Idempotency-Key"))
            .toList();
    assertThat(keys).hasSize(3).containsOnly(keys.get(0));
  }

  @Test
  void leaving_with_an_unknown_outcome_says_the_key_and_exits_7() throws Exception {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE);
    client.first.enqueue(problem(504, "OUTCOME_UNKNOWN"));
    client.first.enqueue(problem(504, "OUTCOME_UNKNOWN"));
    String input = TO_REVIEW + "\n" + DETAILS + "yes\nq\n";
    assertThat(client.run(url(client.first), input, "order")).isEqualTo(7);
    String key = requests().get(3).getHeaders().get("Idempotency-Key");
    assertThat(client.out).contains("  " + key);
  }

  @Test
  void each_change_of_the_placed_order_is_shown_until_it_is_over() {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE);
    client.first.enqueue(json(201, ApiBodies.ORDER).build());
    String accepted =
        ApiBodies.ORDER
            .replaceFirst("PLACED", "ACCEPTED")
            .replace("\"readyAt\":null", "\"readyAt\":\"2026-11-21T18:25:00Z\"");
    String over = ApiBodies.ORDER.replaceFirst("PLACED", "COMPLETED");
    client.first.enqueue(events(ApiBodies.ORDER, accepted, accepted, over));
    String input = TO_REVIEW + "\n" + DETAILS + "yes\n";
    assertThat(client.run(url(client.first), input, "order")).isZero();
    assertThat(client.out.replaceAll("\\s+", " "))
        .containsOnlyOnce("ACCEPTED, ready at 18:25 UTC, on disk at 2 replica managers")
        .contains("COMPLETED, on disk at 2 replica managers");
  }

  @Test
  void names_and_parts_of_names_will_do_for_numbers() throws Exception {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE);
    String input =
        "DH1 3LE\nsaffron\na\no\nonion bha 2\nTikka MASALA\n\nhot\nrice, naan\nv\nc\nq\n";
    assertThat(client.run(url(client.first), input, "order")).isZero();
    assertThat(client.out)
        .contains("Which? Onion bhaji; Samosa; Tikka masala", "as in o 1")
        .contains("Added 2 x Onion bhaji.", "Added 1 x Tikka masala (Hot, Rice, Naan).");
  }

  @Test
  void lines_of_the_basket_are_changed_by_their_numbers() {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU);
    String input = "DH1 3LE\n1\n1 1\n3 1\n1\n\nn 1 3\no 2\nhot\nnaan\no 1\nn 9 1\nremove 1\nv\nq\n";
    assertThat(client.run(url(client.first), input, "order")).isZero();
    assertThat(client.out)
        .contains(
            " 1. 3 x Onion bhaji", " 2. 1 x Tikka masala (Hot, Naan)", "as in o 1", "as in n 1 3")
        .contains(" 1. 1 x Tikka masala (Hot, Naan)");
  }

  @Test
  void a_changed_price_is_reviewed_again_under_a_new_key() throws Exception {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU, ApiBodies.QUOTE);
    client.first.enqueue(problem(409, "PRICE_CHANGED"));
    enqueue(ApiBodies.QUOTE.replace("2988", "3100"));
    client.first.enqueue(json(201, ApiBodies.ORDER).build());
    client.first.enqueue(events(ApiBodies.ORDER));
    String input = TO_REVIEW + "\n" + DETAILS + "yes\n\n\n\n\n\n\n\nyes\n";
    assertThat(client.run(url(client.first), input, "order")).isZero();
    assertThat(client.out).contains("PRICE_CHANGED", "\u00a331.00", "Placed: order o-77");
  }

  @Test
  void a_front_end_that_is_down_never_ends_the_dialogue() {
    int exitCode = client.run(ClientFixture.REFUSED, "DH1 3LE\n\nDH1 3LE\nq\n", "order");
    assertThat(exitCode).isEqualTo(6);
    assertThat(client.out).contains("UNREACHABLE", "Enter tries again");
  }

  @Test
  void without_terminal_and_without_piped_answers_it_does_not_prompt() {
    assertThat(client.run(url(client.first), "", "order")).isEqualTo(2);
    assertThat(client.out).isEmpty();
    assertThat(client.errText).contains("grapevine place");
  }

  @Test
  void input_that_ends_early_orders_nothing() {
    enqueue(ApiBodies.RESTAURANTS, ApiBodies.MENU);
    assertThat(client.run(url(client.first), "DH1 3LE\n1\n1", "order")).isEqualTo(1);
    assertThat(client.errText).contains("Nothing was ordered");
  }

  /** A stream that tells these orders and ends. */
  private static MockResponse events(String... orders) {
    StringBuilder text = new StringBuilder();
    for (String order : orders) {
      text.append("id: t-1\ndata: ").append(order).append("\n\n");
    }
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(text.toString())
        .build();
  }

  private void enqueue(String... bodies) {
    for (String body : bodies) {
      client.first.enqueue(json(200, body).addHeader("Grapevine-Guest", "guest-1").build());
    }
  }

  private List<RecordedRequest> requests() throws InterruptedException {
    List<RecordedRequest> requests = new ArrayList<>();
    while (requests.size() < client.first.getRequestCount()) {
      requests.add(client.first.takeRequest());
    }
    return requests;
  }
}
