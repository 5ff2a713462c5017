package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where a postcode is. */
public final class PostcodeText {
  private PostcodeText() {}

  public static List<String> lines(Screen screen, JsonNode place) {
    List<String> lines = new ArrayList<>();
    lines.add(screen.bold(Printable.of(place, "postcode")));
    String around = place.path("precision").asText().equals("outcode") ? "somewhere around " : "";
    lines.add(
        "%s%.4f, %.4f (%s)"
            .formatted(
                around,
                place.path("latitude").asDouble(),
                place.path("longitude").asDouble(),
                Printable.of(place, "source")));
    if (place.path("retired").asBoolean()) {
      lines.add(screen.bad("It is not in use any more: check it"));
    }
    if (place.path("degraded").asBoolean()) {
      lines.add("Nobody could be asked just now, so this is what was known before");
    }
    place.path("addresses").forEach(line -> lines.add("  " + Printable.clean(line.asText())));
    lines.addAll(attributions(place));
    return lines;
  }

  /** What is to be said beside the data of others; nothing beside ours. */
  public static List<String> attributions(JsonNode body) {
    List<String> lines = new ArrayList<>();
    for (JsonNode text : body.path("attributions")) {
      if (lines.isEmpty()) {
        lines.add("");
      }
      lines.add(Printable.clean(text.asText()));
    }
    return lines;
  }
}
