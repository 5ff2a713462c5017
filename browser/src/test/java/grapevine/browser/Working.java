package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.endtoend.RunningCluster;
import java.util.stream.StreamSupport;

/** Those who cook and carry, and a customer of theirs, by the API. */
final class Working {
  static final String PASSWORD = "correct horse";
  private static final String[] OPERATOR = {
    "Grapevine-Credential", RunningCluster.KEY.linkCredential()
  };

  private Working() {}

  static void account(String frontEnd, String name, String role) {
    Eating.post(
        frontEnd + "/v1/accounts",
        "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}".formatted(name, PASSWORD, role),
        OPERATOR);
  }

  /** An account that owns the restaurant from now on. */
  static void owner(String frontEnd, String name) {
    account(frontEnd, name, "RESTAURANT");
    Eating.send(
        "PUT",
        frontEnd + "/v1/restaurants/" + Eating.RESTAURANT + "/owner",
        "{\"account\":\"%s\"}".formatted(name),
        OPERATOR);
  }

  /** The header that says who asks. */
  static String[] session(String frontEnd, String name) {
    JsonNode session =
        Eating.post(
            frontEnd + "/v1/sessions",
            "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD));
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
    Eating.post(frontEnd + "/v1/orders/" + order + "/" + command, "{}", by);
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
