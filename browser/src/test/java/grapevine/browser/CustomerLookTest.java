package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Dimension;

/**
 * Each view in dark and light, on a desk and a phone: nobody is shut out. And the pictures of the
 * documents.
 */
class CustomerLookTest {
  @TempDir static Path folder;
  private static RunningCluster cluster;
  private Browser browser;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  private void open(Dimension size) {
    browser = Browser.open(size);
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @Test
  void every_view_is_for_everybody_and_fits_a_desk() {
    open(Browser.DESK);
    throughAllViews("desk");
  }

  @Test
  void every_view_is_for_everybody_and_fits_a_phone() {
    open(Browser.PHONE);
    throughAllViews("phone");
  }

  private void throughAllViews(String size) {
    String home = cluster.frontEnd(1);
    browser.visit(home + "/");
    browser.find("#postcode");
    look(size, "start");
    browser.visit(home + "/#/restaurants?postcode=DH1+3LE");
    browser.find(".card");
    look(size, "restaurants");
    Eating.fillBasket(browser, home);
    look(size, "menu");
    Eating.toCheckout(browser);
    Eating.sayWhere(browser);
    look(size, "checkout");
    browser.click("#place");
    Eating.placed(browser);
    browser.awaitText("#live", "Live");
    look(size, "tracking");
    lookAt(size, "orders", "Your orders");
    lookAt(size, "favourites", "Favourites");
    lookAt(size, "account", "Log in or sign up");
    assertThat(browser.complaints()).isEmpty();
    browser.visit(home + "/#/order/o-aaaaaaaaaaaaaaaaaaaaaaaaaa");
    browser.awaitText("h1", "Not there");
    look(size, "refusal");
  }

  private void lookAt(String size, String view, String heading) {
    browser.visit(cluster.frontEnd(1) + "/#/" + view);
    browser.awaitText("h1", heading);
    look(size, view);
  }

  private void look(String size, String view) {
    browser.run("window.scrollTo(0, 0)");
    for (boolean isDark : new boolean[] {true, false}) {
      browser.dark(isDark);
      assertThat(browser.barriers()).as("%s, %s, dark: %s", view, size, isDark).isEmpty();
      browser.picture((isDark ? "dark-" : "") + view + "-" + size);
    }
    Object beyond =
        browser.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(beyond).as("%s does not fit a %s", view, size).isEqualTo(0L);
  }
}
