package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** What was begun is left: a view, a question, an order without an answer, an account. */
class CustomerLeavesTest {
  /** Calls whose address has this in it are never answered, and cannot be given up. */
  private static final String HANG =
      """
      const real = window.fetch;
      const part = arguments[0];
      window.fetch = (url, options) =>
        String(url).includes(part) ? new Promise(() => {}) : real(url, options);
      """;

  /** A stream that is a dozen events and an end, then one that says nothing; what each was sent. */
  private static final String BUSY_STREAM =
      """
      const real = window.fetch;
      window.sent = [];
      window.fetch = async (url, options) => {
        if (String(url).includes('/messages')) {
          return new Promise(() => {});
        }
        if (!String(url).endsWith('/events')) {
          return real(url, options);
        }
        window.sent.push(options.headers);
        if (window.sent.length > 1) {
          return new Promise(() => {});
        }
        const {Accept, ...mine} = options.headers;
        const order = await (await real(String(url).replace('/events', ''), {headers: mine})).text();
        const events = Array.from({length: 12}, (_, i) => `id: e${i}\\ndata: ${order}\\n\\n`);
        return new Response(events.join(''), {headers: {'Content-Type': 'text/event-stream'}});
      };
      """;

  @TempDir static Path folder;
  private static RunningCluster cluster;
  private Browser browser;
  private String home;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new RunningCluster(folder, 3, 2);
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
  void an_order_without_an_answer_is_not_sent_for_whoever_comes_after() {
    placeWithoutAnswer();
    browser.visit(home + "/#/account");
    browser.type("input[name=name]", "Dora");
    browser.type("input[name=password]", Working.PASSWORD);
    browser.driver().findElement(By.xpath("//button[.='Sign up']")).click();
    browser.awaitText("#account-link", "Dora");
    browser.click("#account-link");
    browser.awaitText("h1", "Your account");
    browser.driver().findElement(By.xpath("//button[.='Log out']")).click();
    browser.awaitText("#account-link", "Log in");

    for (String kept : List.of("placing", "basket", "details", "checkout", "missing", "postcode")) {
      assertThat(browser.run("return localStorage.getItem('grapevine.' + arguments[0])", kept))
          .as(kept)
          .isNull();
    }
    browser.driver().navigate().refresh();
    browser.visit(home + "/#/checkout");
    browser.awaitShown("It is empty");
    browser.visit(home + "/#/orders");
    browser.awaitShown("None yet");
  }

  @Test
  void an_order_that_another_tab_gave_up_is_not_sent_again() {
    placeWithoutAnswer();
    inAnotherTab("localStorage.removeItem('grapevine.placing')");
    browser.awaitText("#said", "Not sent again");
  }

  @Test
  void an_order_is_not_sent_again_as_somebody_else() {
    placeWithoutAnswer();
    inAnotherTab("localStorage.setItem('grapevine.guest', '\"another\"')");
    browser.awaitText("#said", "Not sent again");
  }

  private void placeWithoutAnswer() {
    Eating.fillBasket(browser, home);
    Eating.toCheckout(browser);
    Eating.sayWhere(browser);
    browser.run(CustomerOrderTest.LOSE_ANSWERS);
    browser.click("#place");
    browser.awaitText("#said", "Not known yet");
  }

  /** One that does not go on with the order itself. */
  private void inAnotherTab(String script) {
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.visit(home + "/kitchen");
    browser.run(script);
    browser.driver().switchTo().window(first);
  }

  @Test
  void a_view_that_was_left_does_not_wipe_the_one_that_is_shown() {
    browser.visit(home + "/#/account");
    browser.awaitText("h1", "Log in or sign up");
    browser.run(HANG, "/v1/orders");
    browser.run(
        "location.hash = '#/orders'; setTimeout(() => (location.hash = '#/account'), 200);"
            + " setTimeout(() => (window.isLater = true), 1500);");
    await("later").until(() -> browser.run("return window.isLater === true").equals(true));
    assertThat(browser.find("h1").getText()).isEqualTo("Log in or sign up");
  }

  @Test
  void a_question_goes_with_the_view_that_asked() {
    Eating.fillBasket(browser, home);
    browser.visit(home + "/#/menu/dh1-3le-mexican?postcode=DH1+3LE");
    browser.awaitText("h1", "Tin Taco");
    browser.driver().findElement(By.xpath("//li[@class='dish']//button")).click();
    browser.awaitText("dialog", "Your basket is of Stack Yard");
    browser.run("location.hash = '#/account'");
    browser.awaitText("h1", "Log in or sign up");
    browser.awaitGone("dialog");
    assertThat(browser.run("return localStorage.getItem('grapevine.basket')").toString())
        .contains(Eating.RESTAURANT);
  }

  @Test
  void a_busy_stream_takes_no_token_of_the_pages_own_away() {
    String order = Eating.order(browser, home);
    browser.click("header a[href='#/orders']");
    browser.find("#orders a");
    browser.run(BUSY_STREAM);
    browser.click("#orders a[href*='" + order + "']");
    await("again").until(() -> browser.run("return window.sent.length").equals(2L));
    Object before = browser.run("return window.sent[0]['Causal-Token']");
    Object after = browser.run("return window.sent[1]['Causal-Token']");
    assertThat(after.toString().split(",")).contains(before.toString().split(","));
    assertThat(after.toString().split(",")).hasSizeLessThan(8);
    assertThat(browser.run("return window.sent[1]['Last-Event-ID']")).isEqualTo("e11");
  }
}
