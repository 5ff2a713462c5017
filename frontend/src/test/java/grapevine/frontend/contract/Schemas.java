package grapevine.frontend.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import grapevine.common.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contract's schemas, each made when first needed. Thread-safe. */
final class Schemas {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode document;
  private final Map<String, JsonSchema> byPointer = new ConcurrentHashMap<>();

  Schemas(JsonNode document) {
    this.document = document;
  }

  List<String> violations(Part schema, JsonNode value) {
    return byPointer
        .computeIfAbsent(schema.pointer(), pointer -> compiled(schema))
        .validate(value)
        .stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  /** Of a value that travels as text, in a header, a path or a query. */
  List<String> violations(Part schema, String text) {
    return violations(schema, typed(schema.node().path("type").asText(), text));
  }

  private static JsonNode typed(String type, String text) {
    if (type.equals("integer") && text.matches("-?[0-9]{1,9}")) {
      return IntNode.valueOf(Integer.parseInt(text));
    }
    if (type.equals("boolean") && (text.equals("true") || text.equals("false"))) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    return TextNode.valueOf(text);
  }

  /** References lead to the contract's components, so these come along. */
  private JsonSchema compiled(Part schema) {
    ObjectNode whole = Json.mapper().createObjectNode();
    whole.putArray("allOf").add(schema.node());
    whole.set("components", document.path("components"));
    return FACTORY.getSchema(whole);
  }
}
