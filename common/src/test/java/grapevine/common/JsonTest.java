package grapevine.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import grapevine.common.ordering.OrderRequest;
import grapevine.common.ordering.QuoteRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  private static final String BASKET =
      """
      {"restaurantId":"r","service":"DELIVERY","postcode":"DH1 3LE","lines":[{"itemId":"a","quantity":2}],"voucher":null}""";

  @Test
  void an_absent_tip_is_nothing_and_absent_choices_are_none() {
    QuoteRequest request = Json.read(BASKET, QuoteRequest.class);
    assertThat(request.tipPence()).isZero();
    assertThat(request.lines().get(0).choices()).isEmpty();
  }

  @Test
  void what_the_cluster_wrote_is_read_as_strictly_but_for_duplicates() {
    byte[] own = Json.bytes(Json.read(BASKET, QuoteRequest.class));
    assertThat(Json.readOwn(own, QuoteRequest.class))
        .isEqualTo(Json.read(BASKET, QuoteRequest.class));
    byte[] foreign = BASKET.replace("voucher", "surprise").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Json.readOwn(foreign, QuoteRequest.class))
        .isInstanceOfSatisfying(
            JsonRefused.class, refused -> assertThat(refused.code()).isEqualTo("UNKNOWN_FIELD"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"surprise\":1} | UNKNOWN_FIELD | /surprise",
        "{\"restaurantId\":\"r\",\"restaurantId\":\"s\"} | MALFORMED_JSON | ''",
        "{\"restaurantId\":\"r\" | MALFORMED_JSON | ''",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\"} {} | MALFORMED_JSON | ''",
        "{\"restaurantId\":\"r\",\"service\":\"DRONE\"} | FIELD_INVALID | /service",
        "{\"restaurantId\":\"r\",\"service\":1} | FIELD_INVALID | /service",
        "{\"restaurantId\":\"r\"} | FIELD_INVALID | ''",
        "{\"restaurantId\":null,\"service\":\"DELIVERY\"} | FIELD_INVALID | ''",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"tipPence\":\"5\"} | FIELD_INVALID | /tipPence",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"tipPence\":1.5} | FIELD_INVALID | /tipPence",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"tipPence\":-1} | FIELD_INVALID | ''",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"lines\":[{\"itemId\":\"a\"}]} | FIELD_INVALID"
            + " | /lines/0/quantity",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"lines\":[{\"itemId\":\"a\",\"quantity\":null}]}"
            + " | FIELD_INVALID | /lines/0/quantity",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"lines\":[{\"itemId\":\"a\",\"quantity\":99999999999}]}"
            + " | MALFORMED_JSON | ''",
        "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"lines\":[null]} | FIELD_INVALID | ''",
        "[] | FIELD_INVALID | ''",
        "null | FIELD_INVALID | ''",
        "7 | FIELD_INVALID | ''"
      })
  void input_of_another_shape_is_refused_with_a_code_and_a_place(
      String json, String code, String pointer) {
    JsonRefused refused =
        catchThrowableOfType(JsonRefused.class, () -> Json.read(json, QuoteRequest.class));
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.pointer()).isEqualTo(pointer.equals("''") ? "" : pointer);
    assertThat(refused.getMessage()).isNotBlank();
  }

  @Test
  void a_refusal_does_not_repeat_what_the_client_sent() {
    assertThatThrownBy(
            () ->
                Json.read("{\"restaurantId\":\"r\",\"service\":\"my secret\"}", QuoteRequest.class))
        .hasMessageNotContaining("secret");
  }

  @Test
  void more_lines_than_allowed_are_refused() {
    String lines =
        "{\"itemId\":\"a\",\"quantity\":1},".repeat(50) + "{\"itemId\":\"a\",\"quantity\":1}";
    String json = "{\"restaurantId\":\"r\",\"service\":\"DELIVERY\",\"lines\":[" + lines + "]}";
    assertThatThrownBy(() -> Json.read(json, OrderRequest.class))
        .hasMessageContaining("more than 50");
  }

  @Test
  void equal_values_have_equal_bytes_whatever_the_order_of_fields_was() {
    String turned =
        """
        {"voucher":null,"lines":[{"quantity":2,"itemId":"a"}],"postcode":"DH1 3LE","service":"DELIVERY","restaurantId":"r"}""";
    assertThat(Json.bytes(Json.read(turned, QuoteRequest.class)))
        .isEqualTo(Json.bytes(Json.read(BASKET, QuoteRequest.class)));
  }
}
