package grapevine.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a customer reads before ordering. */
class RestaurantAndQuoteTest {
  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  @Test
  void restaurants_are_listed_for_any_spelling_of_a_postcode() {
    for (String spelling : new String[] {"DH1%203LE", "dh1+3le", "DH13LE"}) {
      HttpAnswer found = frontEnd.get("/v1/restaurants?postcode=" + spelling);
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.json().at("/items/0/id").asText()).isEqualTo("vine");
      assertThat(found.json().path("nextCursor").isNull()).isTrue();
    }
  }

  @Test
  void every_parameter_is_accepted_and_a_cuisine_may_be_unknown() {
    String all = "&cuisine=martian&q=curry&openNow=true&sort=rating&limit=100";
    assertThat(frontEnd.get("/v1/restaurants?postcode=DH13LE" + all).status()).isEqualTo(200);
  }

  @Test
  void a_postcode_of_the_wrong_shape_or_unknown_is_told() {
    assertRefused("postcode=DH1", "422 POSTCODE_INVALID");
    assertRefused("postcode=", "422 POSTCODE_INVALID");
    assertRefused("postcode=ZZ1+1ZZ", "404 POSTCODE_UNKNOWN");
  }

  @Test
  void parameters_out_of_range_missing_repeated_or_unknown_are_refused() {
    assertRefused("", "400 PARAMETER_INVALID");
    for (String wrong :
        new String[] {
          "limit=0",
          "limit=101",
          "limit=-1",
          "limit=ten",
          "limit=",
          "sort=price",
          "openNow=yes",
          "sorted=fee",
          "limit=1&limit=2",
          "q=%ff%fe",
          "q=%07",
          "cuisine=" + "c".repeat(101)
        }) {
      assertRefused("postcode=DH13LE&" + wrong, "400 PARAMETER_INVALID");
    }
  }

  private void assertRefused(String query, String refusal) {
    assertThat(frontEnd.get("/v1/restaurants?" + query).refusal()).as(query).isEqualTo(refusal);
  }

  @Test
  void a_restaurant_and_its_menu_are_found_by_id() {
    assertThat(frontEnd.get("/v1/restaurants/vine").text("name")).isEqualTo("The Vine");
    assertThat(
            frontEnd
                .get("/v1/restaurants/vine/menu")
                .json()
                .at("/categories/0/items/0/id")
                .asText())
        .isEqualTo("chana");
    for (String path :
        new String[] {"nowhere", "nowhere/menu", "%20/menu", "x".repeat(200) + "/menu"}) {
      assertThat(frontEnd.get("/v1/restaurants/" + path).refusal())
          .isEqualTo("404 RESTAURANT_UNKNOWN");
    }
  }

  @Test
  void a_first_read_gives_a_guest_identity_and_a_token_as_headers_and_cookies() {
    HttpAnswer found = frontEnd.get("/v1/restaurants?postcode=DH13LE");

    assertThat(found.header("Grapevine-Guest")).isNotBlank();
    assertThat(found.header("Causal-Token")).isNotBlank();
    assertThat(found.cookies())
        .hasSize(2)
        .allMatch(cookie -> cookie.endsWith("; HttpOnly; SameSite=Lax"));
  }

  @Test
  void a_basket_is_quoted() {
    HttpAnswer quote = frontEnd.post("/v1/quotes", Basket.quote("chana", "2"));

    assertThat(quote.status()).isEqualTo(200);
    assertThat(quote.json().path("totalPence").asLong()).isEqualTo(1950);
    assertThat(quote.json().path("orderable").asBoolean()).isTrue();
  }

  @Test
  void a_basket_that_cannot_be_ordered_is_quoted_with_its_issues() {
    for (String quantity : new String[] {"0", "100"}) {
      HttpAnswer quote = frontEnd.post("/v1/quotes", Basket.quote("chana", quantity));
      assertThat(quote.status()).isEqualTo(200);
      assertThat(quote.json().path("orderable").asBoolean(true)).isFalse();
      assertThat(quote.json().at("/issues/0/code").asText()).isEqualTo("QUANTITY_INVALID");
    }
    assertThat(
            frontEnd
                .post("/v1/quotes", Basket.quote("pizza", "1"))
                .json()
                .at("/issues/0/code")
                .asText())
        .isEqualTo("ITEM_UNKNOWN");
  }

  @Test
  void a_quote_that_makes_no_sense_is_refused() {
    String quote = Basket.quote("chana", "1");
    assertThat(frontEnd.post("/v1/quotes", quote.replace("\"vine\"", "\"nowhere\"")).refusal())
        .isEqualTo("404 RESTAURANT_UNKNOWN");
    assertThat(frontEnd.post("/v1/quotes", quote.replace("DH1 3LE", "nonsense")).refusal())
        .isEqualTo("422 POSTCODE_INVALID");
    assertThat(frontEnd.post("/v1/quotes", quote.replace("DELIVERY", "DRONE")).refusal())
        .isEqualTo("400 FIELD_INVALID");
    assertThat(frontEnd.post("/v1/quotes", quote.replace("\"voucher\"", "\"vouchers\"")).refusal())
        .isEqualTo("400 UNKNOWN_FIELD");
    assertThat(frontEnd.post("/v1/quotes", "{}").refusal()).isEqualTo("400 FIELD_INVALID");
  }
}
