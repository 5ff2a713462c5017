package grapevine.frontend.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A place in the contract, found by following references. */
record Part(JsonNode document, String pointer, JsonNode node) {
  private static final String REF = "$ref";

  /** A part that is not there has a missing node. */
  Part child(String name) {
    return at(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), node.path(name));
  }

  List<Part> children() {
    List<Part> children = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      children.add(at(pointer + "/" + i, node.path(i)));
    }
    return children;
  }

  /** As it stands: what a schema refers to is for the validator to find. */
  Part schema() {
    return new Part(document, pointer + "/schema", node.path("schema"));
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  boolean has(String name) {
    return node.has(name);
  }

  String text(String name) {
    return node.path(name).asText();
  }

  boolean isRequired() {
    return node.path("required").asBoolean();
  }

  private Part at(String where, JsonNode found) {
    if (!found.has(REF)) {
      return new Part(document, where, found);
    }
    String target = found.path(REF).asText().substring(1);
    return at(target, document.at(target));
  }
}
