package grapevine.client.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import grapevine.client.api.AccountCalls;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.text.MenuText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client as its users meet it: in a terminal, with keys, in a window of forty columns. */
class TerminalTest {
  private static final int NARROW = 40;
  private static final String PASSWORD = "correct horse";

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static String fe1;

  @BeforeAll
  static void startCluster() throws Exception {
    assumeTrue(Tmux.isThere(), "tmux is not installed: the terminal is not tested");
    cluster = ConvergedCluster.start(folder, 3, 1);
    fe1 = cluster.frontEnd(1);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void from_a_postcode_to_an_order_that_is_followed_live() throws Exception {
    Customer shopper = new Customer(folder.resolve("shopper.json"));
    OrderRequest basket = shopper.basket(fe1);
    JsonNode menu = shopper.through(fe1).menu(basket.restaurantId()).json();
    String dish = nameOf(menu, basket.lines().get(0).itemId());
    Customer owner = owner("Olga", basket.restaurantId());
    Path state = folder.resolve("state");
    Map<String, String> environment = Map.of("XDG_STATE_HOME", state.toString());
    Path session = folder.resolve("diner.json");
    try (Tmux terminal = client(environment, session, "order")) {
      terminal.awaitText("Postcode >");
      terminal.type("dh1 3l");
      terminal.press("Tab");
      terminal.awaitText("Postcode > DH1 3LE");
      terminal.press("Enter");
      String restaurant = restaurant(shopper, basket.restaurantId());
      terminal.awaitText("for more >");
      terminal.type(restaurant.substring(0, restaurant.indexOf(',')));
      terminal.press("Tab");
      terminal.awaitText(restaurant);
      terminal.press("Enter");
      terminal.awaitText("check out >");
      terminal.enter(dish + " " + basket.lines().get(0).quantity());
      terminal.awaitText("Added " + basket.lines().get(0).quantity() + " x");
      terminal.enter("c");
      terminal.awaitText("Enter goes on, s for collection >");
      terminal.press("Enter");
      answer(terminal, "Name >", "Ada King");
      answer(terminal, "House and street >", "1 North Road");
      answer(terminal, "More of the address (Enter for none) >", "");
      answer(terminal, "Phone >", "0191 496 0000");
      answer(terminal, "Note (Enter for none) >", "");
      answer(terminal, "(yes/no) >", "yes");
      terminal.awaitText("Following the order live");
      terminal.awaitText("PLACED, on disk at 2 replica managers");

      Customer diner = new Customer(session);
      String order = diner.through(fe1).orders(null, null).json().at("/items/0/id").asText();
      owner.through(fe1).move(order, "accept", JsonNodeFactory.instance.objectNode(), "accept");
      terminal.awaitText("ACCEPTED");
      assertThat(terminal.screen().lines())
          .as("nothing was broken by the terminal:%n%s", terminal.screen())
          .filteredOn(line -> !line.contains("> ")) // what was typed may go on in the next line
          .allMatch(line -> line.stripTrailing().length() <= NARROW);
      terminal.press("Enter");
      terminal.awaitText("ended with 0 sane");
    }
    Path history = state.resolve("grapevine").resolve("history");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(history))
        .contains("DH1 3LE")
        .doesNotContain("Ada", "North", "0191");
  }

  @Test
  void a_kitchen_sees_an_order_come_and_accepts_it() throws Exception {
    Customer customer = new Customer(folder.resolve("customer.json"));
    OrderRequest basket = customer.basket(fe1);
    Path session = folder.resolve("Kim.json");
    owner("Kim", basket.restaurantId());
    try (Tmux terminal = client(Map.of(), session, "kitchen", basket.restaurantId())) {
      terminal.awaitText("kitchen >");
      String order = customer.order(fe1, basket, "order", 2);
      terminal.awaitText("NEW ");
      String number = terminal.screen().replaceAll("(?s).*NEW (\\d+):.*", "$1");
      terminal.type("acc");
      terminal.press("Tab");
      terminal.awaitText("kitchen > accept");
      terminal.enter(number + " 25m");
      terminal.awaitText("ACCEPTED, ready at");
      assertThat(customer.statusOf(fe1, order)).isEqualTo("ACCEPTED");
      terminal.awaitPrompt("kitchen >");
      terminal.press("C-d");
      terminal.awaitText("ended with 0 sane");
    }
  }

  @Test
  void control_c_at_a_prompt_ends_with_130_and_a_sane_terminal() throws Exception {
    try (Tmux terminal = client(Map.of(), folder.resolve("c.json"), "order")) {
      terminal.awaitText("Postcode >");
      terminal.press("C-c");
      terminal.awaitText("Interrupted. Nothing was ordered.");
      terminal.awaitText("ended with 130 sane");
    }
  }

  /** Nobody answers here: the write is under way, and says so, until the user gives up. */
  @Test
  void control_c_during_a_write_says_the_key_to_repeat_it_with() throws Exception {
    Path session = folder.resolve("pending.json");
    Files.writeString(session, "{\"version\":1,\"guest\":\"guest-1\"}");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort();
      try (Tmux terminal =
          Tmux.run(
              NARROW,
              Map.of(),
              new String[] {
                "claim",
                "o-1",
                "--key",
                "key-9",
                "--timeout",
                "60",
                "--front-end",
                url,
                "--session",
                session.toString()
              })) {
        terminal.awaitText("waiting for an answer");
        terminal.press("C-c");
        terminal.awaitText("--key key-9 ended with 130 sane");
      }
    }
  }

  /** After a line was edited, too; and the word at the desk is told as what to type in a shell. */
  @Test
  void control_c_during_a_write_at_a_desk_says_the_key() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(neverAnswersWrites(done));
      server.start();
      String url = server.url("/").toString();
      String session = folder.resolve("desk.json").toString();
      try (Tmux terminal =
          Tmux.run(
              NARROW,
              Map.of(),
              new String[] {
                "courier", "--timeout", "60", "--front-end", url, "--session", session
              })) {
        terminal.awaitPrompt("courier >");
        terminal.enter("claim 1");
        terminal.awaitText("waiting for an answer");
        terminal.press("C-c");
        terminal.awaitText("grapevine claim o-1 --key ");
        terminal.awaitText("ended with 130 sane");
      } finally {
        done.countDown();
      }
    }
  }

  private static Dispatcher neverAnswersWrites(CountDownLatch done) {
    String page =
        "{\"items\":[{\"id\":\"o-1\",\"status\":\"READY\",\"totalPence\":100,"
            + "\"placedAt\":\"2026-11-21T18:00:00Z\",\"lines\":[]}],\"nextCursor\":null}";
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        if (!request.getMethod().equals("GET")) {
          done.await(2, TimeUnit.MINUTES);
        }
        int status = request.getTarget().contains("/events") ? 503 : 200;
        return new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json")
            .body(page)
            .build();
      }
    };
  }

  @Test
  void a_password_is_neither_shown_nor_remembered() throws Exception {
    Customer bob = new Customer(folder.resolve("bob.json"));
    bob.through(fe1).accounts().create("Bob", PASSWORD, null, "create", null);
    Path state = folder.resolve("secret-state");
    Map<String, String> environment = Map.of("XDG_STATE_HOME", state.toString());
    try (Tmux terminal = client(environment, folder.resolve("login.json"), "login", "Bob")) {
      terminal.awaitText("Password:");
      terminal.enter(PASSWORD);
      terminal.awaitText("ended with 0 sane");
      assertThat(terminal.screen()).contains("Bob").doesNotContain("horse");
    }
    assertThat(Files.readString(state.resolve("grapevine").resolve("history"))).isEmpty();
  }

  private static void answer(Tmux terminal, String question, String text) throws IOException {
    terminal.awaitPrompt(question);
    terminal.enter(text);
  }

  private static Tmux client(Map<String, String> environment, Path session, String... command)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--front-end", fe1, "--session", session.toString(), "--timeout", "30"));
    return Tmux.run(NARROW, environment, all.toArray(String[]::new));
  }

  private static String nameOf(JsonNode menu, String itemId) {
    return MenuText.items(menu).stream()
        .filter(item -> item.path("id").asText().equals(itemId))
        .map(item -> item.path("name").asText())
        .findFirst()
        .orElseThrow();
  }

  private static String restaurant(Customer customer, String id) {
    JsonNode found = customer.through(fe1).restaurants(RestaurantSearch.near("DH1 3LE")).json();
    for (JsonNode restaurant : found.path("items")) {
      if (restaurant.path("id").asText().equals(id)) {
        return restaurant.path("name").asText();
      }
    }
    throw new AssertionError("not on the first page: " + id);
  }

  private static Customer owner(String name, String restaurantId) {
    Customer owner = new Customer(folder.resolve(name + ".json"));
    AccountCalls calls = owner.through(fe1).accounts();
    String credential = RunningCluster.KEY.linkCredential();
    calls.create(name, PASSWORD, "RESTAURANT", "create-" + name, credential);
    calls.own(restaurantId, name, "own-" + name, credential);
    calls.logIn(name, PASSWORD);
    return owner;
  }
}
