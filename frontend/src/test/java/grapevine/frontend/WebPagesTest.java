package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.frontend.fake.RunningFrontEnd;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages and their files, as a front end serves them. What they do is tested in a browser. */
class WebPagesTest {
  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"};
  private static final List<String> PAGES = List.of("/", "/kitchen", "/courier", "/cluster");
  private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from '\\./([^']+)'");

  /** What would make markup or programs of text. */
  private static final Pattern DANGEROUS =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|srcdoc|DOMParser|\\beval\\b"
              + "|new Function|createContextualFragment|setHTML|javascript:");

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private record Got(
      int status, String type, String policy, String tag, String cache, String text) {
    static Got of(Response response) throws IOException {
      try (response) {
        return new Got(
            response.code(),
            response.header("Content-Type", ""),
            response.header("Content-Security-Policy", ""),
            response.header("ETag", ""),
            response.header("Cache-Control", ""),
            response.body().string());
      }
    }
  }

  private Got get(String path, String... headers) throws IOException {
    return Got.of(frontEnd.stream(path, headers));
  }

  @Test
  void browsers_get_the_page_and_programs_a_word_of_welcome() throws IOException {
    assertThat(get("/", BROWSER).type()).isEqualTo("text/html; charset=utf-8");
    assertThat(get("/", "Accept", "*/*").type()).isEqualTo("application/json");
    assertThat(frontEnd.get("/").text("contract")).isEqualTo("/openapi.json");
    assertThat(frontEnd.get("/").header("Vary")).isEqualTo("Accept");
  }

  @Test
  void a_page_runs_and_shows_nothing_of_anybody_else() throws IOException {
    for (String path : PAGES) {
      Got page = get(path, BROWSER);
      assertThat(page.policy())
          .as(path)
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
          .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
          .doesNotContain("unsafe");
      assertThat(page.text()).doesNotContainPattern("<script(?![^>]* src=\"/assets/)");
      assertThat(page.text()).doesNotContain("<style").doesNotContainPattern(" on[a-z]+=");
      assertThat(page.text()).doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
    }
  }

  @Test
  void all_that_a_page_loads_is_there() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String path : PAGES) {
      Matcher linked = LINKED.matcher(get(path, BROWSER).text());
      while (linked.find()) {
        if (get(linked.group(1)).status() != 200) {
          missing.add(path + " loads " + linked.group(1));
        }
      }
    }
    for (Path script : scripts()) {
      Matcher imported = IMPORTED.matcher(Files.readString(script));
      while (imported.find()) {
        if (get("/assets/" + imported.group(1)).status() != 200) {
          missing.add(script.getFileName() + " imports " + imported.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(get("/assets/dom.js").type()).isEqualTo("text/javascript; charset=utf-8");
  }

  @Test
  void a_file_that_is_still_right_is_not_sent_again() throws IOException {
    for (String path : List.of("/", "/kitchen", "/assets/grapevine.css")) {
      Got first = get(path, BROWSER);
      assertThat(first.cache()).as(path).isEqualTo("no-cache");
      Got again = get(path, "Accept", "text/html", "If-None-Match", "W/\"x\", " + first.tag());
      assertThat(again.status()).as(path).isEqualTo(304);
      assertThat(again.text()).isEmpty();
      assertThat(again.tag()).isEqualTo(first.tag());
      assertThat(again.policy()).isEqualTo(first.policy());
      Got other = get(path, "Accept", "text/html", "If-None-Match", "\"another\"");
      assertThat(other.status()).isEqualTo(200);
      assertThat(other.text()).isEqualTo(first.text());
    }
    assertThat(get("/assets/api.js").tag()).isNotEqualTo(get("/assets/dom.js").tag());
  }

  @Test
  void what_is_no_file_of_the_pages_is_not_there() {
    for (String file :
        new String[] {
          "none.js", "openapi.yaml", "..openapi.yaml", "Dom.js", "dom.js.map", "dom", "kitchen.html"
        }) {
      assertThat(frontEnd.get("/assets/" + file).refusal()).as(file).isEqualTo("404 NOT_FOUND");
    }
    assertThat(frontEnd.get("/assets/").refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(frontEnd.get("/assets/a/dom.js").refusal()).isEqualTo("404 NOT_FOUND");
    assertThat(frontEnd.post("/kitchen", "{}").header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void a_head_tells_what_a_get_would() throws IOException {
    Got page = get("/kitchen");
    Got head = Got.of(frontEnd.stream(frontEnd.request("/kitchen").head().build()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.tag()).isEqualTo(page.tag());
    assertThat(head.type()).isEqualTo(page.type());
  }

  @Test
  void no_script_makes_markup_of_text() throws IOException {
    assertThat(scripts()).isNotEmpty();
    for (Path script : scripts()) {
      assertThat(Files.readString(script)).as("%s", script).doesNotContainPattern(DANGEROUS);
    }
  }

  private static List<Path> scripts() throws IOException {
    URL folder = WebPagesTest.class.getResource("/web");
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
