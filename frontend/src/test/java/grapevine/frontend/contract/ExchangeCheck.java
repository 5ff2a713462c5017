package grapevine.frontend.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.Json;
import grapevine.frontend.http.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/**
 * Holds one exchange against the contract: the answer always, the request if it succeeded. Made for
 * one exchange.
 */
final class ExchangeCheck {
  private static final String PROBLEM = "application/problem+json";

  private final Contract contract;
  private final Exchange exchange;
  private final List<String> violations = new ArrayList<>();

  private ExchangeCheck(Contract contract, Exchange exchange) {
    this.contract = contract;
    this.exchange = exchange;
  }

  /** In words; none when all is as declared. */
  static List<String> violations(Contract contract, Exchange exchange) {
    ExchangeCheck check = new ExchangeCheck(contract, exchange);
    check.whole();
    return check.violations;
  }

  private void whole() {
    List<Operation> there = contract.at(exchange.url());
    Optional<Operation> operation = contract.find(exchange.method(), exchange.url());
    if (there.isEmpty()) {
      requireRefused(ProblemCode.NOT_FOUND, "the path is not declared");
    } else if (operation.isEmpty()) {
      requireRefused(ProblemCode.METHOD_NOT_ALLOWED, "the method is not declared");
      requireAllowed(there);
    } else {
      answer(operation.get());
      if (exchange.isSuccess()) {
        new RequestCheck(contract, exchange, violations).request(operation.get());
      }
    }
  }

  private void requireRefused(ProblemCode code, String why) {
    if (exchange.status() != code.status()) {
      violations.add(why + ", so the answer should be " + code.status() + " " + code);
      return;
    }
    if (!exchange.method().equals("HEAD")) {
      json().ifPresent(problem -> requireForm(problem, code));
    }
  }

  private void requireForm(JsonNode problem, ProblemCode code) {
    Part form = contract.root().child("components").child("schemas").child("Problem");
    for (String wrong : contract.schemas().violations(form, problem)) {
      violations.add("answer " + wrong);
    }
    if (!problem.path("code").asText().equals(code.name())) {
      violations.add("the code is not " + code);
    }
    requireProblem(problem);
  }

  private void requireAllowed(List<Operation> there) {
    TreeSet<String> methods = new TreeSet<>();
    for (Operation operation : there) {
      methods.add(operation.method());
      if (operation.method().equals("GET") && !operation.isStream()) {
        methods.add("HEAD");
      }
    }
    String allow = exchange.got().header("Allow").orElse("nothing");
    if (!allow.equals(String.join(", ", methods))) {
      violations.add("Allow says " + allow + ", but declared are " + methods);
    }
  }

  private void answer(Operation operation) {
    Optional<Part> response = operation.response(exchange.status());
    if (response.isEmpty()) {
      violations.add("the status is not declared: only " + operation.statuses());
      return;
    }
    HeaderCheck headers = new HeaderCheck(contract, exchange, violations);
    headers.answerHasAlways(response.get().child("headers"));
    headers.answer(response.get().child("headers"));
    if (exchange.method().equals("HEAD") || isEmptyAsDeclared(response.get())) {
      return;
    }
    Part content = response.get().child("content");
    String type = exchange.got().mediaType();
    if (!content.has(type)) {
      violations.add("the answer is " + type + ", but declared is " + content.names());
    } else if (type.endsWith("json")) {
      json().ifPresent(json -> body(content.child(type), json));
    }
  }

  private boolean isEmptyAsDeclared(Part response) {
    return !response.has("content")
        && exchange.got().mediaType().isEmpty()
        && exchange.got().body().isEmpty();
  }

  private void body(Part type, JsonNode json) {
    for (String wrong : contract.schemas().violations(type.schema(), json)) {
      violations.add("answer " + wrong);
    }
    if (exchange.got().mediaType().equals(PROBLEM)) {
      requireProblem(json);
    }
  }

  /** What no schema says. */
  private void requireProblem(JsonNode problem) {
    if (problem.path("status").asInt() != exchange.status()) {
      violations.add("the problem says it were of another status");
    }
    if (problem.path("code").asText().equals(ProblemCode.INTERNAL_ERROR.name())) {
      violations.add("a defect: see the log");
    }
  }

  private Optional<JsonNode> json() {
    try {
      return Optional.of(Json.mapper().readTree(exchange.got().body()));
    } catch (JsonProcessingException e) {
      violations.add("the answer is no JSON");
      return Optional.empty();
    }
  }

  /** What the request was, where it was accepted. */
  private record RequestCheck(Contract contract, Exchange exchange, List<String> violations) {
    void request(Operation operation) {
      Map<String, String> captures = operation.captures(exchange.url()).orElseThrow();
      operation.parameters("path").forEach((name, part) -> text(name, part, captures.get(name)));
      query(operation.parameters("query"), exchange.url());
      new HeaderCheck(contract, exchange, violations).request(operation);
      body(operation.part().child("requestBody"));
    }

    private void text(String name, Part parameter, String value) {
      for (String wrong : contract.schemas().violations(parameter.schema(), value)) {
        violations.add("accepted " + name + ": " + wrong);
      }
    }

    private void query(Map<String, Part> declared, HttpUrl url) {
      for (String name : url.queryParameterNames()) {
        if (declared.containsKey(name)) {
          text(name, declared.get(name), url.queryParameter(name));
        } else {
          violations.add("accepted the parameter " + name + ", which is not declared");
        }
      }
      declared.forEach(
          (name, part) -> {
            if (part.isRequired() && !url.queryParameterNames().contains(name)) {
              violations.add("accepted without the parameter " + name + ", which is required");
            }
          });
    }

    private void body(Part declared) {
      Exchange.Message sent = exchange.sent();
      if (sent.body().isEmpty()) {
        if (declared.isRequired()) {
          violations.add("accepted without a body, which is required");
        }
      } else if (!declared.child("content").has(sent.mediaType())) {
        violations.add("accepted a body of " + sent.mediaType() + ", which is not declared");
      } else {
        json(declared.child("content").child(sent.mediaType()).schema(), sent.body());
      }
    }

    private void json(Part schema, String body) {
      try {
        for (String wrong : contract.schemas().violations(schema, Json.mapper().readTree(body))) {
          violations.add("accepted a request in which " + wrong);
        }
      } catch (JsonProcessingException e) {
        violations.add("accepted what is no JSON");
      }
    }
  }
}
