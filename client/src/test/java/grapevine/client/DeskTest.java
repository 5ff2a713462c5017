package grapevine.client;

import static grapevine.client.ClientFixture.json;
import static grapevine.client.ClientFixture.problem;
import static grapevine.client.ClientFixture.url;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kitchen and courier, their words fed through a pipe. */
class DeskTest {
  private static final String DISHES =
      """
      {"items":[{"id":"i-1","name":"Onion bhaji","category":"Starters","pricePence":425},\
      {"id":"i-2","name":"Samosa","category":"Starters","pricePence":395}],"added":0,"addedMax":9}""";

  @TempDir Path folder;
  ClientFixture client;
  private final List<String> written = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private boolean losesOnce;
  private boolean refusesThen;

  @BeforeEach
  void start() throws IOException {
    client = new ClientFixture(folder);
    client.first.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
  }

  @AfterEach
  void stop() {
    client.close();
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String target = request.getTarget();
    if (!request.getMethod().equals("GET")) {
      written.add(request.getMethod() + " " + target + " " + request.getBody().utf8());
      keys.add(request.getHeaders().get("Idempotency-Key"));
      if (losesOnce && keys.size() < 3) {
        return problem(504, "OUTCOME_UNKNOWN");
      }
      if (refusesThen && keys.size() == 3) {
        return problem(409, "ILLEGAL_MOVE");
      }
    }
    if (target.contains("/events")) {
      // The same page, and then nothing: the stream is asked for again, as after any end.
      return new MockResponse.Builder()
          .addHeader("Content-Type", "text/event-stream")
          .body("data: " + ApiBodies.ORDERS + "\n\n")
          .build();
    }
    String body = ApiBodies.ORDER.replaceFirst("PLACED", "ACCEPTED");
    if (target.startsWith("/v1/deliveries") || target.startsWith("/v1/restaurants/r-1/orders")) {
      body = ApiBodies.ORDERS;
    } else if (target.endsWith("/menu/items")) {
      body = DISHES;
    } else if (target.endsWith("/stock")) {
      body = "{\"portions\":3}";
    } else if (target.endsWith("/availability")) {
      body = "{\"id\":\"i-2\",\"name\":\"Samosa\",\"pricePence\":395,\"inStock\":false}";
    } else if (target.endsWith("/pause")) {
      body = "{\"until\":null}";
    }
    return json(200, body).build();
  }

  @Test
  void a_kitchen_answers_orders_and_says_what_is_left() {
    String words =
        "?\nacc 1 25m\nreject 1\nreject 1 the oven broke\nready 1\nstock onion 3\noff 2\nresume\nlist\nq\n";
    assertThat(client.run(url(client.first), words, "kitchen", "r-1")).isZero();
    assertThat(client.out)
        .contains("accept N [25m]", "2 x Tikka masala", "ACCEPTED, on disk at 2")
        .contains("Say why; the customer reads it. Use: reject N REASON", "Portions left: 3")
        .contains("Samosa (out of stock)", "Not paused.");
    assertThat(written).hasSize(6);
    assertThat(written.get(0)).startsWith("POST /v1/orders/o-77/accept {\"readyAt\":\"2");
    assertThat(written.subList(1, 6))
        .containsExactly(
            "POST /v1/orders/o-77/reject {\"reason\":\"the oven broke\"}",
            "POST /v1/orders/o-77/ready {}",
            "PUT /v1/restaurants/r-1/menu/items/i-1/stock {\"portions\":3}",
            "PUT /v1/restaurants/r-1/menu/items/i-2/availability {\"inStock\":false}",
            "PUT /v1/restaurants/r-1/pause {\"until\":null}");
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void what_is_wrong_is_told_and_nothing_is_sent() {
    String words = "nonsense\naccept\naccept 9\naccept 1 soon\ndelay 1\nstock x 3\npause\nb\nq\n";
    assertThat(client.run(url(client.first), words, "kitchen", "r-1")).isZero();
    assertThat(client.out.replaceAll("\\s+", " "))
        .contains("No such word: nonsense", "no order of that number", "like 25m or 1h10m")
        .contains("Use: stock DISH 10|unlimited", "no way back from here");
    assertThat(written).isEmpty();
  }

  @Test
  void a_courier_claims_and_delivers() {
    String words = "claim 1\npick-up 1\ndeliver 1\nfail 1 nobody there\nq\n";
    assertThat(client.run(url(client.first), words, "courier")).isZero();
    assertThat(written)
        .containsExactly(
            "POST /v1/orders/o-77/claim {}",
            "POST /v1/orders/o-77/pick-up {}",
            "POST /v1/orders/o-77/deliver {}",
            "POST /v1/orders/o-77/fail {\"reason\":\"nobody there\"}");
  }

  @Test
  void what_had_no_answer_is_repeated_with_its_key_before_anything_else() {
    losesOnce = true;
    String words = "claim 1\ndeliver 1\nagain\nagain\nq\n";
    assertThat(client.run(url(client.first), words, "courier")).isZero();
    assertThat(keys).hasSize(3).containsOnly(keys.get(0));
    assertThat(client.out)
        .contains(keys.get(0), "First settle what had no answer", "Everything had an answer.");
  }

  @Test
  void a_refusal_settles_what_had_no_answer() {
    losesOnce = true;
    refusesThen = true;
    String words = "claim 1\nagain\nagain\ndeliver 1\nq\n";
    assertThat(client.run(url(client.first), words, "courier")).isZero();
    assertThat(keys).hasSize(4);
    assertThat(keys.subList(0, 3)).containsOnly(keys.get(0));
    assertThat(keys.get(3)).isNotEqualTo(keys.get(0));
    assertThat(client.out)
        .contains("ILLEGAL_MOVE", "That settles what had no answer", "Everything had an answer.");
  }

  @Test
  void leaving_with_an_unknown_outcome_is_7() {
    losesOnce = true;
    assertThat(client.run(url(client.first), "claim 1\nq\n", "courier")).isEqualTo(7);
    assertThat(client.out).contains("  " + keys.get(0));
  }
}
