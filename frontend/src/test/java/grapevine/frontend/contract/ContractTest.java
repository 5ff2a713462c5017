package grapevine.frontend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The contract is in itself as it should be. */
class ContractTest {
  private final JsonNode document = Contract.shipped().root().node();

  private static void walk(String pointer, JsonNode node, BiConsumer<String, JsonNode> each) {
    each.accept(pointer, node);
    node.properties()
        .forEach(
            field ->
                walk(
                    pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                    field.getValue(),
                    each));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(pointer + "/" + i, node.get(i), each);
      }
    }
  }

  @Test
  void every_reference_leads_somewhere_and_every_component_is_used() {
    TreeSet<String> used = new TreeSet<>();
    walk(
        "",
        document,
        (pointer, node) -> {
          if (node.has("$ref")) {
            String target = node.path("$ref").asText().substring(1);
            assertThat(document.at(target).isMissingNode()).as(pointer + " -> " + target).isFalse();
            used.add(target);
          }
        });
    JsonNode components = document.path("components");
    for (String kind : List.of("parameters", "headers", "responses", "pathItems", "schemas")) {
      components
          .path(kind)
          .fieldNames()
          .forEachRemaining(name -> assertThat(used).contains("/components/" + kind + "/" + name));
    }
  }

  @Test
  void every_object_says_whether_it_has_other_fields() {
    List<String> open = new ArrayList<>();
    walk(
        "",
        document.path("components").path("schemas"),
        (pointer, node) -> {
          if (node.path("type").asText().equals("object") && node.has("properties")) {
            if (!node.has("additionalProperties") && !pointer.contains("/then/")) {
              open.add(pointer);
            }
          }
        });
    assertThat(open).isEmpty();
  }

  @Test
  void every_example_is_one() {
    walk(
        "",
        document,
        (pointer, node) -> {
          if (node.has("example") && node.has("schema")) {
            Part schema = new Part(document, pointer, node).schema();
            assertThat(Contract.shipped().schemas().violations(schema, node.path("example")))
                .as(pointer)
                .isEmpty();
          }
        });
    assertThat(document.findValues("example")).hasSizeGreaterThan(10);
  }

  /** A retry of what writes must be one. */
  @Test
  void every_post_that_writes_requires_a_key() {
    List<String> without =
        Contract.shipped().operations().stream()
            .filter(operation -> operation.method().equals("POST"))
            .filter(operation -> !isKeyRequired(operation))
            .map(Operation::path)
            .toList();
    assertThat(without).containsExactlyInAnyOrder("/v1/quotes", "/v1/sessions");
  }

  private static boolean isKeyRequired(Operation operation) {
    Part key = operation.parameters("header").get("Idempotency-Key");
    return key != null && key.isRequired();
  }

  @Test
  void every_write_may_be_of_unknown_outcome_and_no_read_is() {
    for (Operation operation : Contract.shipped().operations()) {
      boolean isWrite =
          !operation.method().equals("GET")
              && !List.of("/v1/quotes", "/v1/sessions").contains(operation.path());
      boolean isLogOut = operation.toString().equals("DELETE /v1/sessions");
      assertThat(operation.statuses().contains("504"))
          .as(operation.toString())
          .isEqualTo(isWrite || isLogOut);
    }
  }
}
