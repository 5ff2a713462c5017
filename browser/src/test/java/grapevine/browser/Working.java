package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.endtoend.RunningCluster;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/** Those who cook and carry, and a customer of theirs, by the API. */
final class Working {
  private static final Duration DONE_MAX = Duration.ofSeconds(20);
  static final String PASSWORD = "correct horse";
  private static final String[] OPERATOR = {
    "Grapevine-Credential", RunningCluster.KEY.linkCredential()
  };

  private Working() {}

  static void account(String frontEnd, String name, String role) {
    String account =
        "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}".formatted(name, PASSWORD, role);
    done(() -> Eating.post(frontEnd + "/v1/accounts", account, OPERATOR));
  }

  /** An account that owns the restaurant from now on. */
  static void owner(String frontEnd, String name) {
    account(frontEnd, name, "RESTAURANT");
    String owner = frontEnd + "/v1/restaurants/" + Eating.RESTAURANT + "/owner";
    done(() -> Eating.send("PUT", owner, "{\"account\":\"%s\"}".formatted(name), OPERATOR));
  }

  /** The header that says who asks. */
  static String[] session(String frontEnd, String name) {
    String login = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
    JsonNode session = done(() -> Eating.post(frontEnd + "/v1/sessions", login));
    return new String[] {"Authorization", "Bearer " + session.path("session").asText()};
  }

  /** The id of a new order. */
  static String order(String frontEnd, String[] customer) {
    String restaurant = frontEnd + "/v1/restaurants/" + Eating.RESTAURANT;
    JsonNode dish = dish(frontEnd);
    long least = Eating.send("GET", restaurant, "", customer).path("minimumOrderPence").asLong();
    long quantity = least / dish.path("pricePence").asLong() + 1;
    String order =
        """
        {"restaurantId":"%s","service":"DELIVERY","postcode":"DH1 3LE","note":"No onions <b>",
        "lines":[{"itemId":"%s","quantity":%d,"choices":[]}],
        "deliverTo":{"name":"Ada King","line1":"1 North Road","phone":"0191 496 0000"}}"""
            .formatted(Eating.RESTAURANT, dish.path("id").asText(), quantity);
    return Eating.post(frontEnd + "/v1/orders", order, customer).path("id").asText();
  }

  /** One without a choice. */
  static JsonNode dish(String frontEnd) {
    JsonNode menu =
        Eating.send("GET", frontEnd + "/v1/restaurants/" + Eating.RESTAURANT + "/menu", "");
    return StreamSupport.stream(menu.path("categories").spliterator(), false)
        .flatMap(category -> StreamSupport.stream(category.path("items").spliterator(), false))
        .filter(each -> each.path("options").isEmpty())
        .findFirst()
        .orElseThrow();
  }

  static JsonNode seen(String frontEnd, String order, String[] viewer) {
    return Eating.send("GET", frontEnd + "/v1/orders/" + order, "", viewer);
  }

  static void move(String frontEnd, String order, String command, String[] by) {
    String path = frontEnd + "/v1/orders/" + order + "/" + command;
    done(() -> Eating.post(path, "{}", by));
  }

  static void write(String frontEnd, String order, String text, String[] by) {
    String path = frontEnd + "/v1/orders/" + order + "/messages";
    done(() -> Eating.post(path, "{\"text\":\"" + text + "\"}", by));
  }

  /** What was done at one front end may reach another's replica manager a moment later. */
  private static JsonNode done(Callable<JsonNode> work) {
    return await().atMost(DONE_MAX).ignoreExceptions().until(work, answer -> true);
  }

  static void logIn(Browser browser, String page, String name) {
    browser.visit(page);
    browser.type("input[name=name]", name);
    browser.type("input[name=password]", PASSWORD);
    browser.click("form.login button.main");
    browser.awaitText(".who", name);
  }

  static void look(Browser browser, String view) {
    for (boolean isDark : new boolean[] {true, false}) {
      browser.dark(isDark);
      assertThat(browser.barriers()).as("%s, dark: %s", view, isDark).isEmpty();
    }
    Object beyond =
        browser.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(beyond).as("%s does not fit", view).isEqualTo(0L);
  }

  static String card(String order) {
    return "[data-order='" + order + "']";
  }

  static String press(String order, String command) {
    return card(order) + " [data-do='" + command + "']";
  }
}
