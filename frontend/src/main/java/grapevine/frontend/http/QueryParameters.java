package grapevine.frontend.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * The decoded query of a URI. Reading one takes it; what nobody took is refused, because a misspelt
 * filter must not pass.
 */
public final class QueryParameters {
  private static final int CHARS_MAX = 400;

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  static QueryParameters of(Request request) {
    QueryParameters parameters = new QueryParameters();
    Fields fields;
    try {
      fields = Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      throw Problem.of(
              ProblemCode.PARAMETER_INVALID, "The query is not valid percent-encoded UTF-8.")
          .refused();
    }
    fields.forEach(field -> parameters.values.put(field.getName(), field.getValues()));
    return parameters;
  }

  /** Refuses whatever is not in the list. */
  public void requireOnly(List<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        String list = known.isEmpty() ? "none" : String.join(", ", known);
        throw refusal("The parameters of this path are: " + list + ".").refused();
      }
    }
  }

  /** Empty when absent; blank counts as absent. */
  public Optional<String> text(String name) {
    return sent(name).filter(value -> !value.isBlank());
  }

  /** As sent, blank or not. */
  public Optional<String> sent(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String value = all.get(0);
    if (all.size() > 1) {
      throw refusal("Send " + name + " once.").refused();
    }
    if (value.length() > CHARS_MAX || value.chars().anyMatch(Character::isISOControl)) {
      throw refusal(name + " has at most " + CHARS_MAX + " characters and no control characters.")
          .refused();
    }
    return Optional.of(value);
  }

  public int number(String name, int absent, int min, int max) {
    Optional<String> value = sent(name);
    if (value.isEmpty()) {
      return absent;
    }
    if (value.get().matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(value.get());
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw refusal(name + " is a whole number from " + min + " to " + max + ".").refused();
  }

  public boolean flag(String name) {
    String value = sent(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw refusal(name + " is true or false.").refused();
    }
    return value.equals("true");
  }

  public static Problem refusal(String detail) {
    return Problem.of(ProblemCode.PARAMETER_INVALID, detail);
  }
}
