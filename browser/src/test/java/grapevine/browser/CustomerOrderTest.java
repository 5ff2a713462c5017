package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.client.endtoend.RunningCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;

/** From the postcode to the order, exactly once, whatever the customer and the network do. */
class CustomerOrderTest {
  /** From now on, orders arrive and their answers do not, until the page is loaded again. */
  static final String LOSE_ANSWERS =
      """
      const real = window.fetch;
      window.lost = 0;
      window.fetch = async (url, options) => {
        const answer = await real(url, options);
        if (options?.method === 'POST' && String(url).endsWith('/v1/orders')) {
          window.lost += 1;
          throw new TypeError('lost');
        }
        return answer;
      };
      """;

  /** Both tabs look at one clock. */
  private static final int TOGETHER_MILLIS = 1_500;

  private static final String PRESS_AT =
      "setTimeout(() => document.getElementById('place').click(), arguments[0] - Date.now())";
  private static final String IS_PLACING = "return localStorage.getItem('grapevine.placing')";

  /** What a provider, or an owner, may call a restaurant or a dish. */
  private static final String EVIL =
      "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>";

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
  void from_the_postcode_to_the_order() {
    browser.visit(home + "/");
    browser.type("#postcode", "dh1 3");
    await("suggestions").until(() -> browser.count("#postcodes option") > 0);
    browser.type("#postcode", "dh1 3le" + Keys.ENTER);
    browser.awaitText("h1", "Restaurants around DH1 3LE");
    chooseBurgers();
    browser.click("a[href*='" + Eating.RESTAURANT + "']");
    browser.awaitShown("Demo menu");
    chooseADish();
    Eating.addDishes(browser);
    Eating.toCheckout(browser);
    Eating.sayWhere(browser);
    browser.click("#place");

    Eating.placed(browser);
    assertThat(Eating.orders(browser, home)).isEqualTo(1);
    browser.click("header a[href='#/orders']");
    browser.awaitText("#orders", "Placed");
    await("an empty basket").until(() -> browser.find("#basket-link").getText().equals("Basket"));
    assertThat(browser.complaints()).isEmpty();
  }

  /** The address says what is chosen, so the back button undoes it. */
  private void chooseBurgers() {
    int all = browser.count(".card");
    browser.find("#cuisine").click();
    browser.click("#cuisine option[value=burger]");
    await("only burgers").until(() -> browser.count(".card") > 0 && browser.count(".card") < all);
    assertThat(browser.url()).contains("cuisine=burger");
    assertThat(browser.focused().getAttribute("id")).isEqualTo("cuisine");
    browser.driver().navigate().back();
    await("all again").until(() -> browser.count(".card") == all);
    browser.driver().navigate().forward();
    await("burgers again").until(() -> browser.count(".card") < all);
  }

  private void chooseADish() {
    browser.driver().findElement(By.xpath("//li[@class='dish']//button[.='Choose']")).click();
    browser.find("dialog");
    for (WebElement group : browser.driver().findElements(By.cssSelector("dialog fieldset"))) {
      group.findElement(By.cssSelector("label")).click();
    }
    browser.click("dialog button[type=submit]");
    browser.awaitGone("dialog");
    browser.awaitText(".basket", "Dishes");
  }

  @Test
  void a_double_click_makes_one_order() {
    readyToPlace();
    new Actions(browser.driver()).doubleClick(browser.find("#place")).perform();

    Eating.placed(browser);
    assertThat(Eating.orders(browser, home)).isEqualTo(1);
  }

  @Test
  void clicks_before_the_first_is_heard_make_one_order() {
    readyToPlace();
    browser.run("const place = document.getElementById('place'); place.click(); place.click();");

    Eating.placed(browser);
    assertThat(Eating.orders(browser, home)).isEqualTo(1);
  }

  @Test
  void an_order_whose_answer_is_lost_and_a_reload_make_one_order() {
    readyToPlace();
    browser.type("#tip", "2" + Keys.TAB);
    browser.awaitText(".quote", "Tip");
    browser.run(LOSE_ANSWERS);
    browser.click("#place");
    browser.awaitText("#said", "Not known yet whether your order was placed");
    await("more than one try").until(() -> (Long) browser.run("return window.lost") > 1);
    browser.driver().navigate().refresh();

    Eating.placed(browser);
    assertThat(Eating.orders(browser, home)).isEqualTo(1);
    assertThat(browser.run(IS_PLACING)).isNull();
    // The next order has no tip because this one had.
    assertThat(browser.run("return localStorage.getItem('grapevine.checkout')")).isNull();
  }

  @Test
  void whoever_comes_back_to_another_view_is_told_of_an_order_without_an_answer() {
    readyToPlace();
    browser.run(LOSE_ANSWERS);
    browser.click("#place");
    browser.awaitText("#said", "Not known yet");
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.visit(home + "/");

    Eating.placed(browser);
    assertThat(Eating.orders(browser, home)).isEqualTo(1);
  }

  @Test
  void two_tabs_that_press_at_once_make_one_order() {
    readyToPlace();
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    browser.visit(home + "/#/checkout");
    browser.awaitText("#place", "Place order for");
    long at = System.currentTimeMillis() + TOGETHER_MILLIS;
    browser.run(PRESS_AT, at);
    browser.driver().switchTo().window(first);
    browser.run(PRESS_AT, at);

    browser.awaitGone("#place");
    await("answered").until(() -> browser.run(IS_PLACING) == null);
    assertThat(Eating.orders(browser, home)).isEqualTo(1);
  }

  @Test
  void a_basket_outlives_a_reload_and_is_replaced_only_if_the_customer_says_so() {
    Eating.fillBasket(browser, home);
    browser.driver().navigate().refresh();
    browser.awaitText(".basket", "Checkout");
    String dish = browser.find(".basket .line").getText();
    browser.visit(home + "/#/menu/dh1-3le-mexican?postcode=DH1+3LE");
    browser.awaitText("h1", "Tin Taco");
    addTheFirst();
    browser.awaitText("dialog", "Your basket is of Stack Yard");
    browser.driver().findElement(By.xpath("//dialog//button[.='Keep it']")).click();
    browser.awaitGone("dialog");
    assertThat(browser.find(".basket").getText()).contains("Basket of Stack Yard");
    assertThat(browser.find(".basket .line").getText()).isEqualTo(dish);
  }

  private void addTheFirst() {
    browser.driver().findElement(By.xpath("//li[@class='dish']//button")).click();
  }

  /** Tab, Enter, Space and letters: no mouse. */
  @Test
  void an_order_by_keyboard_alone() {
    browser.visit(home + "/");
    tabTo("#postcode");
    browser.press(Eating.POSTCODE, Keys.ENTER);
    browser.find(".card");
    assertThat(browser.focused().getTagName()).isEqualTo("h1");
    tabTo("a[href*='" + Eating.RESTAURANT + "']");
    browser.press(Keys.ENTER);
    browser.awaitShown("Demo menu");
    tabTo("button[aria-label^='Add:']");
    for (int i = 0; i < 6; i++) {
      browser.press(Keys.ENTER);
    }
    browser.awaitText(".basket", "6");
    tabTo("#to-checkout");
    browser.press(Keys.ENTER);
    browser.awaitText("#place", "Place order for");
    tabTo("#deliver-name");
    browser.press("Ada King");
    tabTo("#deliver-line1");
    browser.press("1 North Road");
    tabTo("#place");
    browser.press(Keys.ENTER);

    Eating.placed(browser);
    assertThat(browser.focused().getTagName()).isEqualTo("h1");
  }

  private void tabTo(String css) {
    for (int i = 0; i < 150; i++) {
      browser.press(Keys.TAB);
      if ((Boolean) browser.run("return document.activeElement.matches(arguments[0])", css)) {
        return;
      }
    }
    throw new AssertionError("the Tab key never comes to " + css);
  }

  @Test
  void a_name_is_text_whatever_is_in_it() {
    browser
        .driver()
        .executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument",
            Map.of(
                "source",
                """
                const real = window.fetch;
                window.fetch = async (url, options) => {
                  const answer = await real(url, options);
                  const text = (await answer.text()).replaceAll('"name":"', `"name":"EVIL `);
                  return new Response(text, {status: answer.status, headers: answer.headers});
                };
                """
                    .replace("EVIL", EVIL)));
    browser.visit(home + "/#/restaurants?postcode=DH1+3LE");
    browser.awaitText(".card h2", EVIL);
    browser.click("a[href*='" + Eating.RESTAURANT + "']");
    browser.awaitText("h1", EVIL);
    browser.awaitText(".dish h3", EVIL);
    Eating.addDishes(browser);
    Eating.toCheckout(browser);
    browser.awaitText("h1", EVIL);
    assertThat(browser.run("return window.hacked")).isNull();
    assertThat(browser.count("main img, main script")).isZero();
  }

  private void readyToPlace() {
    Eating.fillBasket(browser, home);
    Eating.toCheckout(browser);
    Eating.sayWhere(browser);
  }
}
