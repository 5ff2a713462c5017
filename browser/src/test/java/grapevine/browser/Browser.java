package grapevine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * One headless Chromium with a profile of its own, found by path: CHROMIUM and CHROMEDRIVER say
 * where it is if not where Debian puts it. What is looked for is awaited.
 */
final class Browser implements AutoCloseable {
  static final Dimension PHONE = new Dimension(390, 844);
  static final Dimension DESK = new Dimension(1280, 900);

  private static final Duration SEEN_MAX = Duration.ofSeconds(15);

  /** Where pictures go; {@code -Dgrapevine.pictures=../docs/pictures} renews those of the docs. */
  private static final Path PICTURES =
      Path.of(System.getProperty("grapevine.pictures", "target/pictures"));

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open(Dimension size) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("CHROMIUM", "/usr/bin/chromium"));
    // A container has no user namespaces to make a sandbox from, and these pages are our own.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb");
    options.addArguments("--window-size=" + size.width + "," + size.height);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                Path.of(program("CHROMEDRIVER", "/usr/bin/chromedriver")).toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    // The window's edges and the page are different sizes.
    browser.driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
    return browser;
  }

  private static String program(String variable, String usual) {
    String path = System.getenv().getOrDefault(variable, usual);
    if (!Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException(
          path
              + " is not there: apt-get install chromium chromium-driver, or set "
              + variable
              + " to its path");
    }
    return path;
  }

  void visit(String url) {
    driver.get(url);
  }

  String url() {
    return driver.getCurrentUrl();
  }

  ChromeDriver driver() {
    return driver;
  }

  /** The first that is shown. */
  WebElement find(String css) {
    return await(css)
        .atMost(SEEN_MAX)
        .ignoreExceptions()
        .until(
            () ->
                driver.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null),
            it -> it != null);
  }

  boolean isShown(String css) {
    return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  void click(String css) {
    find(css).click();
  }

  void type(String css, String text) {
    WebElement field = find(css);
    field.clear();
    field.sendKeys(text);
  }

  /** Words of the whole page. */
  void awaitShown(String text) {
    awaitText("body", text);
  }

  void awaitGone(String css) {
    await(css + " is gone").atMost(SEEN_MAX).ignoreExceptions().until(() -> !isShown(css));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Keys to whatever has the focus. */
  void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  void dark(boolean isDark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
  }

  void awaitText(String css, String text) {
    awaitText(css, text, SEEN_MAX);
  }

  void awaitText(String css, String text, Duration max) {
    await(css + " says " + text)
        .atMost(max)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(driver.findElement(By.cssSelector(css)).getText()).contains(text));
  }

  /** For the documents; of what is in view. */
  void picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Warnings and errors of scripts, of the content policy, of what did not load. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What axe-core finds that is serious or critical: rule, and the elements. */
  @SuppressWarnings("unchecked")
  List<String> barriers() {
    driver.executeScript(axe());
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
              found => done(found.violations
                .filter(it => ['serious', 'critical'].includes(it.impact))
                .map(it => it.id + ': ' + it.nodes.map(node =>
                  node.html + ' ' + node.any.map(check => check.message)).join(' | '))),
              failure => done(['axe failed: ' + failure]));
            """);
    return (List<String>) found;
  }

  private static String axe() {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
