package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/**
 * A restaurant at its page: orders come without a reload, and what is done there is seen elsewhere.
 */
class KitchenPageTest {
  private static final Duration SEEN_MAX = Duration.ofSeconds(15);

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static String home;
  private static String[] customer;
  private Browser browser;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
    home = cluster.frontEnd(1);
    Working.owner(home, "Olga");
    Working.account(home, "Ann", "CUSTOMER");
    customer = Working.session(home, "Ann");
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  private void openInbox(Dimension size) {
    browser = Browser.open(size);
    Working.logIn(browser, home + "/kitchen", "Olga");
    browser.click("#restaurants a");
    browser.awaitText("#live", "Live");
  }

  @Test
  void an_order_comes_by_itself_is_cooked_and_its_customer_sees_that() {
    openInbox(Browser.DESK);
    String order = Working.order(home, customer);
    browser.find(Working.card(order));
    browser.awaitText("#calling", "New order");
    browser.awaitText(Working.card(order), "No onions <b>");
    browser.picture("kitchen");
    browser.run(
        "const accept = document.querySelector(arguments[0]); accept.click(); accept.click();",
        Working.press(order, "accept"));
    browser.find("[data-column=Accepted] " + Working.card(order));
    awaitStatus(order, "ACCEPTED");
    assertThat(Working.seen(home, order, customer).path("readyAt").asText()).isNotEmpty();
    browser.click(Working.press(order, "delay"));
    awaitStatus(order, "ACCEPTED");
    browser.click(Working.press(order, "prepare"));
    browser.click(Working.press(order, "ready"));
    awaitStatus(order, "READY");
    JsonNode events = Working.seen(home, order, customer).path("events");
    assertThat(events)
        .extracting(each -> each.path("status").asText())
        .containsExactly("PLACED", "ACCEPTED", "DELAYED", "PREPARING", "READY");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void an_order_is_rejected_with_a_reason_while_another_is_typed_in() {
    openInbox(Browser.PHONE);
    String order = Working.order(home, customer);
    browser.click(Working.press(order, "reject-" + order));
    browser.type("#reject-" + order + "-why", "No more ");
    String another = Working.order(home, customer);
    browser.find(Working.card(another));
    browser.find("#reject-" + order + "-why").sendKeys("onions");
    Working.look(browser, "inbox");
    browser.click(Working.card(order) + " form.reason button.main");
    browser.awaitGone(Working.card(order));
    awaitStatus(order, "REJECTED");
    assertThat(Working.seen(home, order, customer).path("events").path(1).path("reason").asText())
        .isEqualTo("No more onions");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void what_is_written_is_read_on_both_sides() {
    openInbox(Browser.PHONE);
    String order = Working.order(home, customer);
    browser.click(Working.card(order) + " a");
    Working.write(home, order, "Hello?", customer);
    browser.awaitText(".talk", "Hello?");
    browser.type("#message", "With you soon");
    browser.click("#send");
    browser.awaitText(".talk .mine", "With you soon");
    Working.look(browser, "messages");
    JsonNode said =
        Eating.send("GET", home + "/v1/orders/" + order + "/messages", "", customer).path("items");
    assertThat(said).hasSize(2);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void prices_stock_hours_and_a_pause_hold_for_customers() {
    openInbox(Browser.PHONE);
    JsonNode dish = Working.dish(home);
    String id = dish.path("id").asText();
    browser.visit(home + "/kitchen#/menu/" + Eating.RESTAURANT);
    browser.type("[data-price='" + id + "']", "3.21");
    browser.press(Keys.ENTER);
    browser.awaitText("#said", "£3.21");
    browser.click("[data-stock='" + id + "']");
    browser.awaitText("#said", "sold out");
    JsonNode now = Eating.send("GET", home + menuItem(id), "", Working.session(home, "Olga"));
    assertThat(now.path("pricePence").asLong()).isEqualTo(321);
    assertThat(now.path("inStock").asBoolean()).isFalse();
    browser.click("[data-stock='" + id + "']");
    browser.awaitText("#said", "in stock");
    Working.look(browser, "menu");
    browser.visit(home + "/kitchen#/hours/" + Eating.RESTAURANT);
    browser.click("#pause-half");
    browser.awaitText("#pause", "Paused until");
    assertThat(isOpen()).isFalse();
    browser.click("#resume");
    browser.awaitText("#pause", "Not paused");
    assertThat(isOpen()).isTrue();
    browser.type("#hours-mon", "whenever");
    browser.click("#save-hours");
    browser.awaitText("#hours-mon-wrong", "Write it like");
    browser.type("#hours-mon", "00:00-00:00");
    browser.click("#save-hours");
    browser.awaitText("#hours-said", "from now on");
    Working.look(browser, "hours");
    assertThat(browser.complaints()).isEmpty();
  }

  private static String menuItem(String id) {
    return "/v1/restaurants/" + Eating.RESTAURANT + "/menu/items/" + id;
  }

  private static boolean isOpen() {
    return Eating.send("GET", home + "/v1/restaurants/" + Eating.RESTAURANT, "")
        .path("openNow")
        .asBoolean();
  }

  private static void awaitStatus(String order, String status) {
    await()
        .atMost(SEEN_MAX)
        .until(() -> Working.seen(home, order, customer).path("status").asText().equals(status));
  }
}
