package grapevine.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What customers do on their page, step by step; and what others do to their orders by the API. */
final class Eating {
  static final String POSTCODE = "DH1 3LE";

  /** The one cuisine that never closes: these tests must not fail because it is night. */
  static final String RESTAURANT = "dh1-3le-burger";

  private static final Duration SEEN_MAX = Duration.ofSeconds(15);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Eating() {}

  static void fillBasket(Browser browser, String frontEnd) {
    browser.visit(frontEnd + "/#/menu/" + RESTAURANT + "?postcode=DH1+3LE");
    addDishes(browser);
  }

  /** Dishes without a choice, until the restaurant would deliver them. */
  static void addDishes(Browser browser) {
    browser.find(".dish");
    await("enough in the basket")
        .atMost(SEEN_MAX)
        .ignoreExceptions()
        .until(
            () -> {
              WebElement add =
                  browser.driver().findElement(By.xpath("//li[@class='dish']//button[.='Add']"));
              // Not under the bar that a phone has at the bottom.
              browser.run("arguments[0].scrollIntoView({block: 'center'})", add);
              add.click();
              return !browser
                  .driver()
                  .findElement(By.cssSelector(".basket"))
                  .getText()
                  .contains("more for a");
            });
  }

  static void toCheckout(Browser browser) {
    browser.click("#to-checkout, .to-basket .button");
    browser.find("#deliver-name");
    browser.awaitText("#place", "Place order for");
  }

  static void sayWhere(Browser browser) {
    browser.type("#deliver-name", "Ada King");
    browser.type("#deliver-line1", "1 North Road");
    browser.type("#deliver-phone", "0191 496 0000");
  }

  /** The id of the order whose page is open. */
  static String placed(Browser browser) {
    browser.awaitText("#status", "Placed");
    return browser.find("#order-id").getText();
  }

  /** A whole order; its id. */
  static String order(Browser browser, String frontEnd) {
    fillBasket(browser, frontEnd);
    toCheckout(browser);
    sayWhere(browser);
    browser.click("#place");
    return placed(browser);
  }

  /** How many orders this browser's guest or account has, as the API counts. */
  static int orders(Browser browser, String frontEnd) {
    Object guest = browser.run("return JSON.parse(localStorage.getItem('grapevine.guest'))");
    Object tokens =
        browser.run("return JSON.parse(localStorage.getItem('grapevine.tokens')).join(',')");
    return send(
            "GET",
            frontEnd + "/v1/orders",
            "",
            "Grapevine-Guest",
            guest.toString(),
            "Causal-Token",
            tokens.toString())
        .path("items")
        .size();
  }

  static JsonNode post(String url, String json, String... headers) {
    return send("POST", url, json, headers);
  }

  /** Fails unless it succeeds. */
  static JsonNode send(String method, String url, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    if (!method.equals("GET")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(method + " " + url + ": " + answer.body());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
