package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer notices of a cluster that loses parts: little. */
class CustomerFailureTest {
  @TempDir Path folder;
  private RunningCluster cluster;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
    browser = Browser.open(Browser.DESK);
  }

  @AfterEach
  void stop() {
    browser.close();
    cluster.close();
  }

  @Test
  void a_replica_manager_is_lost_while_the_page_is_open_and_ordering_goes_on() {
    String first = Eating.order(browser, cluster.frontEnd(1));
    cluster.close("rm1");

    String second = Eating.order(browser, cluster.frontEnd(1));
    browser.visit(cluster.frontEnd(1) + "/#/orders");
    browser.find("#orders a[href*='" + first + "']");
    browser.find("#orders a[href*='" + second + "']");
    assertThat(Eating.orders(browser, cluster.frontEnd(1))).isEqualTo(2);
  }

  @Test
  void the_front_end_of_the_page_is_lost_and_the_page_goes_on_with_the_other() {
    Eating.fillBasket(browser, cluster.frontEnd(1));
    Eating.toCheckout(browser);
    Eating.sayWhere(browser);
    cluster.closeFrontEnd(1);
    browser.click("#place");

    String order = Eating.placed(browser);
    browser.awaitText(
        "#banner", "Going on with " + cluster.frontEnd(2).substring("http://".length()));
    browser.awaitText("#live", "Live");
    assertThat(Eating.orders(browser, cluster.frontEnd(2))).isEqualTo(1);
    browser.click("header a[href='#/orders']");
    browser.find("#orders a[href*='" + order + "']");
  }

  /** The stream goes on as well. */
  @Test
  void an_order_is_followed_through_the_other_front_end() {
    Kitchen kitchen = Kitchen.open(cluster.frontEnd(2));
    String order = Eating.order(browser, cluster.frontEnd(1));
    browser.awaitText("#live", "Live");
    cluster.closeFrontEnd(1);
    kitchen.does("accept", order);

    browser.awaitText("#status", "Accepted");
    browser.awaitText("#banner", "Going on with");
  }

  @Test
  void with_no_front_end_at_all_the_page_says_so() {
    Eating.fillBasket(browser, cluster.frontEnd(1));
    Eating.toCheckout(browser);
    Eating.sayWhere(browser);
    cluster.closeFrontEnd(1);
    cluster.closeFrontEnd(2);
    browser.click("#place");

    browser.awaitText("#said", "Not known yet whether your order was placed");
    browser.awaitText("#banner", "No front end answers");
  }
}
