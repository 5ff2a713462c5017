package grapevine.frontend.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import okhttp3.HttpUrl;

/**
 * One method of one path.
 *
 * @param item the path's part of the contract
 */
public record Operation(String method, String path, Part item) {

  Part part() {
    return item.child(method.toLowerCase(Locale.ROOT));
  }

  /** Of this place: query, header or path. */
  Map<String, Part> parameters(String in) {
    List<Part> all = new ArrayList<>(item.child("parameters").children());
    all.addAll(part().child("parameters").children());
    Map<String, Part> found = new LinkedHashMap<>();
    for (Part parameter : all) {
      if (parameter.text("in").equals(in)) {
        found.put(parameter.text("name"), parameter);
      }
    }
    return found;
  }

  TreeSet<String> statuses() {
    return new TreeSet<>(part().child("responses").names());
  }

  /** What is declared of this status, or of all others. */
  Optional<Part> response(int status) {
    Part responses = part().child("responses");
    String name = responses.has(Integer.toString(status)) ? Integer.toString(status) : "default";
    return responses.has(name) ? Optional.of(responses.child(name)) : Optional.empty();
  }

  boolean isStream() {
    return response(200).filter(ok -> ok.child("content").has("text/event-stream")).isPresent();
  }

  /** What stands in the places of the names in braces; empty when the path is another. */
  Optional<Map<String, String>> captures(HttpUrl url) {
    List<String> pattern = List.of(path.substring(1).split("/", -1));
    List<String> segments = url.pathSegments();
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> captures = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String name = pattern.get(i);
      if (name.startsWith("{")) {
        captures.put(name.substring(1, name.length() - 1), segments.get(i));
      } else if (!name.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(captures);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
