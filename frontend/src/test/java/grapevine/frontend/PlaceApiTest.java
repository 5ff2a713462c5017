package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where postcodes are, also those that somebody else has to be asked about. */
class PlaceApiTest {
  /** A second and a half, and what a busy machine needs besides. */
  private static final Duration SOON = Duration.ofSeconds(4);

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  @Test
  void a_known_postcode_is_told_in_any_spelling() {
    for (String spelling : new String[] {"DH1%203LE", "dh13le"}) {
      HttpAnswer found = frontEnd.get("/v1/postcodes/" + spelling);
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.text("postcode")).isEqualTo("DH1 3LE");
      assertThat(found.text("precision")).isEqualTo("postcode");
      assertThat(found.json().at("/addresses/0").asText()).contains("Durham");
    }
  }

  @Test
  void what_is_malformed_or_unknown_is_told() {
    assertThat(frontEnd.get("/v1/postcodes/DH1").refusal()).isEqualTo("422 POSTCODE_INVALID");
    assertThat(frontEnd.get("/v1/postcodes/ZZ11ZZ").refusal()).isEqualTo("404 POSTCODE_UNKNOWN");
    assertThat(frontEnd.get("/v1/postcodes/DH13LE?x=1").refusal())
        .isEqualTo("400 PARAMETER_INVALID");
  }

  @Test
  void what_a_provider_tells_while_one_waits_is_in_the_answer() {
    assertThat(frontEnd.get("/v1/postcodes/ZE10AA").status()).isEqualTo(200);
  }

  @Test
  void a_search_waits_too() {
    assertThat(frontEnd.get("/v1/restaurants?postcode=ZE10AA").status()).isEqualTo(200);
  }

  @Test
  void a_provider_that_does_not_answer_keeps_nobody_waiting_for_long() {
    for (String path : new String[] {"/v1/postcodes/ZE10AB", "/v1/restaurants?postcode=ZE10AB"}) {
      long began = System.nanoTime();
      assertThat(frontEnd.get(path).refusal()).isEqualTo("503 PROVIDER_UNAVAILABLE");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }
  }

  @Test
  void known_postcodes_are_listed_by_how_they_begin() {
    HttpAnswer found = frontEnd.get("/v1/postcodes?prefix=dh1&limit=5");
    assertThat(found.json().at("/items/0").asText()).isEqualTo("DH1 3LE");
    assertThat(frontEnd.get("/v1/postcodes?prefix=AB").json().path("items")).isEmpty();
    for (String wrong : new String[] {"", "?prefix=", "?prefix=1", "?prefix=DH1%203LEXX", "?q=D"}) {
      assertThat(frontEnd.get("/v1/postcodes" + wrong).refusal())
          .as(wrong)
          .isEqualTo("400 PARAMETER_INVALID");
    }
  }
}
