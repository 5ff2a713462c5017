package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** An order after it was placed, as its customer sees it. */
class CustomerTrackingTest {
  @TempDir static Path folder;
  private static RunningCluster cluster;
  private static Kitchen kitchen;
  private Browser browser;
  private String home;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
    kitchen = Kitchen.open(cluster.frontEnd(2));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void openBrowser() {
    browser = Browser.open(Browser.DESK);
    home = cluster.frontEnd(1);
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @Test
  void the_page_follows_the_order_until_it_is_reviewed() {
    Eating.fillBasket(browser, home);
    Eating.toCheckout(browser);
    browser.click("input[value=COLLECTION]");
    browser.awaitGone("#deliver-name");
    browser.awaitText("#place", "Place order for");
    browser.click("#place");
    String order = Eating.placed(browser);
    browser.run("window.sameLoad = true");
    browser.click("details summary");
    kitchen.does("accept", order);
    browser.awaitText("#status", "Accepted");
    assertThat(browser.isShown("#cancel")).isTrue();
    kitchen.writes("Which sauce?", order);
    browser.awaitText(".talk", "Which sauce?");
    browser.type("#message", "All of them");
    browser.click("#send");
    browser.awaitText(".talk .mine", "All of them");
    kitchen.does("prepare", order);
    browser.awaitText("#status", "Being prepared");
    // Opened before, and still so.
    browser.awaitText("details[open]", "Being prepared");
    browser.picture("followed-desk");
    browser.awaitGone("#cancel");
    kitchen.does("ready", order);
    kitchen.does("collect", order);
    browser.awaitText("#status", "Completed");
    review();
    assertThat(browser.run("return window.sameLoad")).isEqualTo(true);
    assertThat(browser.complaints()).isEmpty();
  }

  private void review() {
    browser.click("input[name=stars][value='4']");
    browser.type("#review-text", "Still warm");
    browser.click("#review");
    browser.awaitText("#review-said", "Thank you");
    browser.visit(home + "/#/menu/" + Eating.RESTAURANT);
    browser.awaitShown("Still warm");
  }

  @Test
  void two_browsers_at_two_front_ends_see_one_account() {
    signUp("Ann");
    String order = Eating.order(browser, home);
    try (Browser other = Browser.open(Browser.PHONE)) {
      other.visit(cluster.frontEnd(2) + "/#/account");
      other.type("input[name=name]", "ann");
      other.type("input[name=password]", "correct horse");
      other.click("button[type=submit]");
      other.awaitText("#account-link", "Ann");
      other.click("#orders a[href*='" + order + "']");
      other.awaitText("#status", "Placed");
      kitchen.does("accept", order);
      other.awaitText("#status", "Accepted");
      browser.awaitText("#status", "Accepted");
      other.click("#cancel");
      other.driver().findElement(By.xpath("//dialog//button[.='Cancel order']")).click();
      other.awaitText("#status", "Cancelled");
    }
    browser.awaitText("#status", "Cancelled");
  }

  /** A page of messages is full with fifty, whatever is new in it. */
  @Test
  void the_message_after_the_fiftieth_is_shown_too() {
    String order = Eating.order(browser, home);
    for (int i = 1; i <= 50; i++) {
      kitchen.writes("Number " + i + ".", order);
    }
    browser.awaitText(".talk", "Number 50.");
    kitchen.writes("And one more.", order);
    browser.awaitText(".talk", "And one more.");
  }

  private void signUp(String name) {
    browser.visit(home + "/#/account");
    browser.type("input[name=name]", name);
    browser.type("input[name=password]", "correct horse");
    browser.driver().findElement(By.xpath("//button[.='Sign up']")).click();
    browser.awaitText("#account-link", name);
  }

  /**
   * What a guest has ordered stays his when he signs up, and is gone from this browser when he logs
   * out.
   */
  @Test
  void a_guest_signs_up_orders_again_and_leaves() {
    String order = Eating.order(browser, home);
    signUp("Bea");
    browser.find("#orders a[href*='" + order + "']");
    browser.driver().findElement(By.xpath("//ul[@id='orders']//button")).click();
    browser.awaitText("#place", "Place order for");
    browser.click("#place");
    browser.awaitText("#status", "Placed");
    browser.visit(home + "/#/orders");
    browser.awaitText("h1", "Your orders");
    assertThat(browser.count("#orders > li")).isEqualTo(2);
    browser.click("#account-link");
    browser.awaitText("h1", "Your account");
    browser.driver().findElement(By.xpath("//button[.='Log out']")).click();
    browser.awaitText("#account-link", "Log in");
    browser.click("header a[href='#/orders']");
    browser.awaitShown("None yet");
  }

  @Test
  void a_favourite_is_kept() {
    browser.visit(home + "/#/restaurants?postcode=DH1+3LE");
    browser.click(".heart");
    browser.find(".heart[aria-pressed=true]");
    browser.click("header a[href='#/favourites']");
    browser.awaitText("h1", "Favourites");
    browser.find(".card");
    assertThat(browser.count(".card")).isEqualTo(1);
  }
}
