package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** Couriers at their page: a delivery is claimed once, and carried to its end. */
class CourierPageTest {
  private static final Duration SEEN_MAX = Duration.ofSeconds(15);

  /** From now: both browsers look at one clock. */
  private static final int TOGETHER_MILLIS = 1_500;

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static String home;
  private static String[] customer;
  private static String[] owner;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
    home = cluster.frontEnd(1);
    Working.owner(home, "Olga");
    Working.account(home, "Ann", "CUSTOMER");
    customer = Working.session(home, "Ann");
    owner = Working.session(home, "Olga");
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void two_claim_at_once_and_one_is_told_that_it_was_the_other() {
    Working.account(home, "Cora", "COURIER");
    Working.account(home, "Rita", "COURIER");
    try (Browser one = Browser.open(Browser.PHONE);
        Browser two = Browser.open(Browser.PHONE)) {
      Working.logIn(one, cluster.frontEnd(1) + "/courier", "Cora");
      Working.logIn(two, cluster.frontEnd(2) + "/courier", "Rita");
      String order = Working.order(home, customer);
      Working.move(home, order, "accept", owner);
      List<Browser> both = List.of(one, two);
      both.forEach(each -> each.find("#free " + Working.card(order)));
      long at = System.currentTimeMillis() + TOGETHER_MILLIS;
      both.forEach(
          each ->
              each.run(
                  "setTimeout(() => document.querySelector(arguments[0]).click(),"
                      + " arguments[1] - Date.now())",
                  Working.press(order, "claim"),
                  at));
      both.forEach(each -> each.find("#said .notice"));
      assertThat(both.stream().filter(each -> each.isShown("#said .good"))).hasSize(1);
      assertThat(both.stream().filter(each -> each.isShown("#said .bad"))).hasSize(1);
      both.forEach(each -> each.awaitGone("#free " + Working.card(order)));
      Browser winner = one.isShown("#said .good") ? one : two;
      winner.awaitText("#mine " + Working.card(order), "1 North Road");
      assertThat((winner == one ? two : one).count("#mine > li")).isZero();
    }
  }

  @Test
  void a_courier_signs_up_claims_carries_and_gives_back() {
    try (Browser browser = Browser.open(Browser.PHONE)) {
      browser.visit(home + "/courier");
      browser.type("input[name=name]", "Carl");
      browser.type("input[name=password]", Working.PASSWORD);
      Working.look(browser, "login");
      browser.click("form.login button:not(.main)");
      browser.awaitText("#live", "Live");
      String order = Working.order(home, customer);
      Working.move(home, order, "accept", owner);
      browser.click("#free " + Working.press(order, "claim"));
      browser.click("#mine " + Working.press(order, "release"));
      browser.click("#free " + Working.press(order, "claim"));
      browser.find("#mine " + Working.card(order));
      Working.move(home, order, "prepare", owner);
      Working.move(home, order, "ready", owner);
      browser.find(Working.press(order, "pick-up"));
      Working.look(browser, "deliveries");
      browser.picture("courier");
      browser.click(Working.press(order, "pick-up"));
      browser.click(Working.press(order, "deliver"));
      browser.awaitText("#said", "Delivered");
      await()
          .atMost(SEEN_MAX)
          .until(
              () ->
                  Working.seen(home, order, customer).path("status").asText().equals("COMPLETED"));
      browser.awaitGone(Working.card(order));
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void a_page_is_of_whoever_has_logged_in_in_another_tab() {
    Working.account(home, "Tess", "COURIER");
    Working.account(home, "Uma", "COURIER");
    try (Browser browser = Browser.open(Browser.DESK)) {
      Working.logIn(browser, home + "/courier", "Tess");
      String first = browser.driver().getWindowHandle();
      browser.driver().switchTo().newWindow(WindowType.TAB);
      browser.visit(home + "/courier");
      browser.click(".who button");
      Working.logIn(browser, home + "/courier", "Uma");
      browser.driver().switchTo().window(first);
      browser.awaitText(".who", "Uma");
    }
  }

  /** The streams are all that asks here. */
  @Test
  void a_session_that_has_ended_leads_to_the_login() {
    Working.account(home, "Vera", "COURIER");
    try (Browser browser = Browser.open(Browser.DESK)) {
      Working.logIn(browser, home + "/courier", "Vera");
      browser.awaitText("#live", "Live");
      browser.run(
          "const kept = JSON.parse(localStorage.getItem('grapevine.session'));"
              + " localStorage.setItem('grapevine.session',"
              + " JSON.stringify({...kept, session: 'none'}));");
      browser.driver().navigate().refresh();
      browser.find("form.login");
      browser.awaitText("#banner", "Your session has ended");
    }
  }
}
