package grapevine.frontend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.frontend.contract.Exchange.Message;
import grapevine.frontend.fake.Basket;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import org.junit.jupiter.api.Test;

/** What is not as declared is noticed, and told so that one finds it. */
class ExchangeCheckTest {
  private static final String HOST = "http://front.end";
  private static final String NOTICE =
      "{\"id\":\"n-1\",\"text\":\"Hi\",\"by\":\"a guest\",\"at\":\"2026-11-21T14:33:50.000Z\"}";
  private static final String UNKNOWN =
      "{\"type\":\"urn:grapevine:problem:order-unknown\",\"title\":\"No such order of yours\","
          + "\"status\":404,\"code\":\"ORDER_UNKNOWN\",\"detail\":\"Check the id.\","
          + "\"instance\":\"/v1/orders/o-1\",\"retryable\":false}";

  private String method = "POST";
  private String path = "/v1/notices";
  private Headers.Builder asked = new Headers.Builder().add("Idempotency-Key", "k1");
  private String sent = "{\"text\":\"Hi\"}";
  private int status = 201;
  private Headers.Builder answered =
      new Headers.Builder()
          .add("Cache-Control", "no-store")
          .add("X-Content-Type-Options", "nosniff")
          .add("Causal-Token", "t");
  private String type = "application/json";
  private String got = NOTICE;

  private List<String> violations() {
    MediaType sentType = sent.isEmpty() ? null : MediaType.get("application/json");
    Exchange exchange =
        new Exchange(
            method,
            HttpUrl.get(HOST + path),
            new Message(asked.build(), sentType, sent),
            status,
            new Message(answered.build(), MediaType.get(type), got));
    return ExchangeCheck.violations(Contract.shipped(), exchange);
  }

  private void assertTold(String words) {
    assertThat(violations()).singleElement().asString().contains(words);
  }

  private void readAnOrder(int newStatus, String problem) {
    method = "GET";
    path = "/v1/orders/o-1";
    asked = new Headers.Builder();
    sent = "";
    status = newStatus;
    type = "application/problem+json";
    got = problem;
  }

  @Test
  void what_is_as_declared_passes() {
    assertThat(violations()).isEmpty();
    readAnOrder(404, UNKNOWN);
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_field_of_another_type_is_told() {
    got = NOTICE.replace("\"Hi\"", "7");
    assertTold("$.text: integer found, string expected");
  }

  @Test
  void a_field_that_is_missing_or_not_declared_is_told() {
    got = NOTICE.replace("\"by\":\"a guest\",", "");
    assertTold("required property 'by' not found");
    got = NOTICE.replace("\"by\"", "\"mood\":1,\"by\"");
    assertTold("property 'mood' is not defined");
  }

  @Test
  void a_status_that_is_not_declared_is_told() {
    status = 200;
    assertThat(violations()).anyMatch(each -> each.contains("application/json, but declared is"));
    readAnOrder(409, UNKNOWN.replace("404", "409").replace("ORDER_UNKNOWN", "CLAIM_LOST"));
    assertThat(violations()).anyMatch(each -> each.contains("does not have a value in"));
  }

  @Test
  void a_code_that_is_not_declared_of_the_status_is_told() {
    readAnOrder(404, UNKNOWN.replace("ORDER_UNKNOWN", "RESTAURANT_UNKNOWN"));
    assertTold("$.code: does not have a value in the enumeration");
    readAnOrder(404, UNKNOWN.replace("404", "410"));
    assertTold("of another status");
  }

  @Test
  void a_defect_is_none_that_a_test_may_see() {
    readAnOrder(500, UNKNOWN.replace("404", "500").replace("ORDER_UNKNOWN", "INTERNAL_ERROR"));
    assertTold("a defect");
  }

  @Test
  void a_problem_without_what_its_code_promises_is_told() {
    method = "POST";
    path = "/v1/orders/o-1/cancel";
    status = 409;
    type = "application/problem+json";
    got = UNKNOWN.replace("404", "409").replace("ORDER_UNKNOWN", "ILLEGAL_MOVE");
    assertTold("required property 'orderStatus' not found");
  }

  @Test
  void a_header_that_is_missing_or_not_declared_is_told() {
    answered.removeAll("Causal-Token");
    assertTold("the answer lacks the header Causal-Token");
    answered.add("Causal-Token", "t").add("X-Mood", "good");
    assertTold("answered the header X-Mood");
    answered.removeAll("X-Mood").removeAll("Cache-Control");
    assertTold("lacks Cache-Control");
  }

  @Test
  void a_header_of_another_form_is_told() {
    answered.add("Set-Cookie", "Causal-Token=t; Path=/");
    assertTold("answered Set-Cookie");
    answered.removeAll("Set-Cookie").add("X-Grapevine-Trace", "{\"asked\":[]}");
    assertThat(violations()).isNotEmpty().allMatch(each -> each.contains("X-Grapevine-Trace"));
  }

  @Test
  void a_request_that_should_not_have_been_accepted_is_told() {
    asked.removeAll("Idempotency-Key");
    assertTold("accepted without the header Idempotency-Key");
    asked.add("Idempotency-Key", "k1").add("X-Mood", "good");
    assertTold("accepted the header X-Mood");
    asked.removeAll("X-Mood");
    sent = "{\"text\":\"Hi\",\"mood\":1}";
    assertTold("property 'mood' is not defined");
    sent = "{\"text\":\" \"}";
    assertTold("$.text: does not match");
    sent = "";
    assertTold("accepted without a body");
  }

  @Test
  void a_parameter_out_of_bounds_or_not_declared_is_told() {
    method = "GET";
    sent = "";
    status = 200;
    asked = new Headers.Builder();
    got = "{\"items\":[],\"nextCursor\":null}";
    path = "/v1/notices?limit=100";
    assertThat(violations()).isEmpty();
    path = "/v1/notices?limit=101";
    assertTold("must have a maximum value of 100");
    path = "/v1/notices?mood=good";
    assertTold("accepted the parameter mood");
  }

  @Test
  void who_is_nobody_gets_nothing_that_needs_a_session() {
    method = "GET";
    path = "/v1/deliveries";
    sent = "";
    status = 200;
    asked = new Headers.Builder();
    got = "{\"items\":[],\"nextCursor\":null}";
    assertTold("without any of the declared credentials");
    asked.add("Authorization", "Bearer s");
    assertThat(violations()).isEmpty();
  }

  @Test
  void paths_and_methods_that_are_not_declared_are_refused_as_such() {
    path = "/v1/nothing";
    assertTold("the path is not declared");
    path = "/v1/orders/o-1/eat";
    assertTold("the path is not declared");
    path = "/v1/quotes";
    method = "GET";
    assertThat(violations()).contains("Allow says nothing, but declared are [POST]");
  }

  @Test
  void an_order_that_is_for_the_door_says_where_that_is() {
    Part order =
        Contract.shipped().root().child("components").child("schemas").child("OrderRequest");
    assertThat(bodyViolations(order, Basket.order())).isEmpty();
    assertThat(bodyViolations(order, Basket.quote("chana", "1"))).isNotEmpty();
    assertThat(bodyViolations(order, Basket.quote("chana", "1").replace("DELIVERY", "COLLECTION")))
        .isEmpty();
  }

  private static List<String> bodyViolations(Part schema, String body) {
    return Contract.shipped().schemas().violations(schema, Json.read(body, JsonNode.class));
  }
}
