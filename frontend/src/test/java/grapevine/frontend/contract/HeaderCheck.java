package grapevine.frontend.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import grapevine.common.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the headers of one exchange against the contract. */
record HeaderCheck(Contract contract, Exchange exchange, List<String> violations) {
  private static final String AUTHORIZATION = "Authorization";

  /** HTTP's own, which no contract declares. */
  private static final Set<String> ASKED =
      Set.of("accept", "content-type", "content-length", "cookie", "host", "origin", "user-agent");

  private static final Set<String> ANSWERED =
      Set.of(
          "access-control-allow-origin",
          "access-control-expose-headers",
          "cache-control",
          "connection",
          "content-length",
          "content-type",
          "date",
          "transfer-encoding",
          "vary",
          "x-content-type-options");

  /**
   * What the contract's introduction promises of all answers.
   *
   * @param declared of this answer: pages say there how they may be kept
   */
  void answerHasAlways(Part declared) {
    if (!declared.has("Cache-Control")
        && !exchange.got().header("Cache-Control").filter("no-store"::equals).isPresent()) {
      violations.add("the answer lacks Cache-Control: no-store");
    }
    if (!exchange.got().header("X-Content-Type-Options").filter("nosniff"::equals).isPresent()) {
      violations.add("the answer lacks X-Content-Type-Options: nosniff");
    }
  }

  void answer(Part declared) {
    Map<String, Part> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    declared.names().forEach(name -> byName.put(name, declared.child(name)));
    byName.forEach(
        (name, header) -> {
          List<String> values = exchange.got().headers().values(name);
          if (values.isEmpty() && header.isRequired()) {
            violations.add("the answer lacks the header " + name);
          }
          values.forEach(value -> value("answered " + name, header, value));
        });
    for (String name : exchange.got().headers().names()) {
      if (!byName.containsKey(name) && !ANSWERED.contains(name.toLowerCase(Locale.ROOT))) {
        violations.add("answered the header " + name + ", which is not declared");
      }
    }
  }

  void request(Operation operation) {
    Map<String, Part> declared = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    declared.putAll(operation.parameters("header"));
    declared.forEach(
        (name, header) -> {
          List<String> values = exchange.sent().headers().values(name);
          if (values.isEmpty() && header.isRequired()) {
            violations.add("accepted without the header " + name + ", which is required");
          }
          values.forEach(value -> value("accepted " + name, header, value));
        });
    Set<String> credentials = credentials(operation);
    for (String name : exchange.sent().headers().names()) {
      boolean isKnown =
          declared.containsKey(name)
              || credentials.contains(name)
              || ASKED.contains(name.toLowerCase(Locale.ROOT));
      if (!isKnown) {
        violations.add("accepted the header " + name + ", which is not declared");
      }
    }
  }

  /** Whoever says who he is may also say which guest he was. */
  private Set<String> credentials(Operation operation) {
    Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Part alternatives =
        operation.part().has("security")
            ? operation.part().child("security")
            : contract.root().child("security");
    boolean isMet = false;
    for (Part alternative : alternatives.children()) {
      TreeSet<String> needed = new TreeSet<>();
      alternative.names().forEach(scheme -> needed.add(header(scheme)));
      isMet |= exchange.sent().headers().names().containsAll(needed);
      headers.addAll(needed);
    }
    if (!isMet && !exchange.sent().headers().names().contains("Cookie")) {
      violations.add("accepted without any of the declared credentials");
    }
    if (headers.contains(AUTHORIZATION)) {
      headers.add("Grapevine-Guest");
    }
    return headers;
  }

  private String header(String scheme) {
    Part declared = contract.root().child("components").child("securitySchemes").child(scheme);
    return declared.text("type").equals("http") ? AUTHORIZATION : declared.text("name");
  }

  private void value(String what, Part header, String value) {
    Part json = header.child("content").child("application/json");
    try {
      List<String> wrong =
          json.node().isMissingNode()
              ? contract.schemas().violations(header.schema(), value)
              : contract.schemas().violations(json.schema(), Json.mapper().readTree(value));
      wrong.forEach(each -> violations.add(what + ": " + each));
    } catch (JsonProcessingException e) {
      violations.add(what + ": no JSON");
    }
  }
}
