package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.OrderRequest;
import grapevine.client.endtoend.CheckedHttp.Checked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real catalogue, menus and orders look like is as docs/openapi.yaml says. */
class RealAnswersTest {
  private static final String[] OPERATOR = {
    "Grapevine-Credential", RunningCluster.KEY.linkCredential()
  };

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static String frontEnd;

  private final CheckedHttp http = new CheckedHttp();

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 1);
    frontEnd = cluster.frontEnd(1);
    new Customer(folder.resolve("operator.json")).awaitConvergence(frontEnd);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void every_restaurant_with_its_menu() {
    String cursor = "";
    int menus = 0;
    do {
      JsonNode page = get("/v1/restaurants?postcode=DH1%203LE&limit=7" + cursor).json();
      for (JsonNode restaurant : page.path("items")) {
        String path = "/v1/restaurants/" + restaurant.path("id").asText();
        assertThat(get(path).status()).isEqualTo(200);
        assertThat(get(path + "/menu").status()).isEqualTo(200);
        menus++;
      }
      JsonNode next = page.path("nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    assertThat(menus).isGreaterThan(5);
  }

  @Test
  void an_order_and_what_is_said_about_it() {
    OrderRequest basket = new Customer(folder.resolve("ann.json")).basket(frontEnd);
    String body = CheckedHttp.order(basket);
    Checked placed = post("/v1/orders", body, "k1");
    assertThat(placed.status()).isEqualTo(201);
    String order = placed.headers().get("Location");
    String[] ann = {
      "Grapevine-Guest",
      placed.headers().get("Grapevine-Guest"),
      "Causal-Token",
      placed.headers().get("Causal-Token")
    };
    assertThat(get("/v1/orders", ann).json().path("items")).hasSize(1);
    assertThat(post(order + "/messages", "{\"text\":\"Hi\"}", "k2", ann).status()).isEqualTo(201);
    assertThat(get(order + "/messages", ann).json().path("items")).hasSize(1);
    assertThat(http.put(frontEnd + order + "/review", "{\"stars\":5}", ann).status())
        .isEqualTo(409);
    assertThat(post(order + "/accept", "{}", "k3", ann).status()).isEqualTo(403);
    assertThat(post(order + "/cancel", "{\"reason\":\"Late\"}", "k4", ann).status()).isEqualTo(200);
    assertThat(get(order, ann).json().path("status").asText()).isEqualTo("CANCELLED");
    assertThat(post("/v1/orders", body, "k1").status()).isEqualTo(200);
  }

  @Test
  void an_account_and_what_is_its() {
    String vine = "{\"name\":\"Vine\",\"password\":\"correct horse\",\"role\":\"RESTAURANT\"}";
    // A majority may not have found itself yet; the key makes every try the same account.
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> post("/v1/accounts", vine, "real", OPERATOR).status() == 201);
    Checked loggedIn =
        http.post(frontEnd + "/v1/sessions", vine.replace(",\"role\":\"RESTAURANT\"", ""));
    String[] session = {"Authorization", "Bearer " + loggedIn.json().path("session").asText()};
    String id = get("/v1/restaurants?postcode=DH13LE").json().at("/items/0/id").asText();
    String owner = frontEnd + "/v1/restaurants/" + id + "/owner";
    assertThat(http.put(owner, "{\"account\":\"vine\"}", OPERATOR).status()).isEqualTo(200);
    assertThat(get("/v1/sessions", session).json().path("restaurants")).hasSize(1);
    assertThat(get("/v1/restaurants/" + id + "/orders?status=all", session).status())
        .isEqualTo(200);
    assertThat(get("/v1/messages", session).status()).isEqualTo(200);
    assertThat(get("/v1/accounts", OPERATOR).json().path("items")).hasSize(1);
    assertThat(get("/v1/cluster").status()).isEqualTo(200);
    assertThat(get("/v1/restaurants/" + id + "/reviews").status()).isEqualTo(200);
    assertThat(get("/v1/orders?cursor=nonsense").status()).isEqualTo(400);
  }

  private Checked post(String path, String json, String key, String... headers) {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.addAll(List.of("Idempotency-Key", key));
    return http.post(frontEnd + path, json, all.toArray(String[]::new));
  }

  private Checked get(String path, String... headers) {
    return http.get(frontEnd + path, headers);
  }
}
