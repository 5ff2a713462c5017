package grapevine.client.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What a front end says of a call's way through the cluster, in words. Timestamps are those of the
 * session's token: what it asked for, and what it has seen afterwards.
 */
final class TraceLines {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TraceLines() {}

  static List<String> of(String header) {
    JsonNode trace;
    try {
      trace = MAPPER.readTree(header);
    } catch (JsonProcessingException e) {
      return List.of("trace: " + header);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "  asked %s; answered %s; waited %d ms"
            .formatted(
                names(trace.path("asked")),
                names(trace.path("answered")),
                trace.path("waitedMillis").asLong()));
    String before = timestamp(trace.path("before"));
    String after = timestamp(trace.path("after"));
    lines.add("  timestamp before " + before);
    lines.add(before.equals(after) ? "  timestamp after the same" : "  timestamp after  " + after);
    return lines;
  }

  private static String names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(name -> names.add(name.asText()));
    return names.isEmpty() ? "nobody" : String.join(", ", names);
  }

  private static String timestamp(JsonNode timestamp) {
    List<String> parts = new ArrayList<>();
    timestamp
        .properties()
        .forEach(entry -> parts.add(entry.getKey() + ":" + entry.getValue().asText()));
    return parts.isEmpty() ? "nothing" : String.join(" ", parts);
  }
}
