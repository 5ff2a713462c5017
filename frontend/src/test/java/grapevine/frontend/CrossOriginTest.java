package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.common.link.LinkMessage;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.protocol.VectorTimestamp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of the cluster's other front ends may read answers here; nobody else's. */
class CrossOriginTest {
  private static final String OTHER = "http://fe2.example:8080";
  private static final String STRANGER = "http://stranger.example:8080";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void hearOfTheOther() {
    frontEnd
        .cluster()
        .hearFrontEnd(new LinkMessage.FrontEndReport("fe2", OTHER + "/", VectorTimestamp.ZERO));
    await().until(() -> OTHER.equals(get(OTHER).header(ALLOWED)));
  }

  private HttpAnswer get(String origin) {
    return frontEnd.get("/v1/restaurants?postcode=DH13LE", "Origin", origin);
  }

  @Test
  void a_page_of_another_front_end_reads_answers_and_what_it_goes_on_with() {
    HttpAnswer answer = get(OTHER);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .contains(
            "Causal-Token", "Grapevine-Guest", "X-Grapevine-Trace", "Retry-After", "Location");
    assertThat(answer.header("Vary")).isEqualTo("Origin");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(frontEnd.get("/v1/cluster", "Origin", OTHER).header(ALLOWED)).isEqualTo(OTHER);
  }

  @Test
  void a_page_of_another_front_end_reads_refusals() {
    HttpAnswer refused = frontEnd.get("/v1/restaurants?postcode=nowhere", "Origin", OTHER);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header(ALLOWED)).isEqualTo(OTHER);
  }

  @Test
  void nobody_elses_page_reads_anything() {
    for (String origin :
        new String[] {
          STRANGER, "null", OTHER + "0", "https://fe2.example:8080", "http://fe2.example", "*", ""
        }) {
      HttpAnswer answer = get(origin);
      assertThat(answer.status()).as(origin).isEqualTo(200);
      assertThat(answer.headers().names()).as(origin).noneMatch(name -> name.startsWith("Access-"));
    }
  }

  @Test
  void a_browser_that_asks_beforehand_is_told_what_it_may_send() throws Exception {
    HttpResponse<String> told =
        options("/v1/orders", "Origin", OTHER, "Access-Control-Request-Method", "POST");
    assertThat(told.statusCode()).isEqualTo(204);
    assertThat(told.body()).isEmpty();
    assertThat(header(told, ALLOWED)).isEqualTo(OTHER);
    assertThat(header(told, "Access-Control-Allow-Methods")).contains("POST", "PUT", "DELETE");
    assertThat(header(told, "Access-Control-Allow-Headers"))
        .contains(
            "Authorization",
            "Causal-Token",
            "Content-Type",
            "Grapevine-Guest",
            "Idempotency-Key",
            "Last-Event-ID");
    assertThat(header(told, "Access-Control-Max-Age")).isEqualTo("600");
  }

  @Test
  void who_may_not_is_told_that_there_is_no_such_method() throws Exception {
    HttpResponse<String> stranger =
        options("/v1/orders", "Origin", STRANGER, "Access-Control-Request-Method", "POST");
    assertThat(stranger.statusCode()).isEqualTo(405);
    assertThat(header(stranger, ALLOWED)).isEmpty();
    assertThat(options("/v1/orders", "Origin", OTHER).statusCode()).isEqualTo(405);
  }

  /** Its pages are still open, and come just then. */
  @Test
  void a_front_end_that_is_gone_is_still_known() {
    frontEnd.cluster().cutOff();
    await().until(() -> frontEnd.get("/readyz").status() == 503);

    assertThat(get(OTHER).header(ALLOWED)).isEqualTo(OTHER);
  }

  private HttpResponse<String> options(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(frontEnd.url() + path))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .headers(headers)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
