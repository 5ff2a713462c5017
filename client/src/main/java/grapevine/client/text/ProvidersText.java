package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * The external APIs as one replica manager has met them, and what is to be said beside their data.
 */
public final class ProvidersText {
  private ProvidersText() {}

  public static List<String> lines(Screen screen, JsonNode page) {
    Table table =
        new Table(
            Column.left("Provider"),
            Column.left("State"),
            Column.right("Calls today"),
            Column.right("Success ms ago"),
            Column.flexible("Last error"));
    List<String> attributions = new ArrayList<>();
    for (JsonNode each : page.path("providers")) {
      JsonNode since = each.path("sinceSuccessMillis");
      table.row(
          Printable.of(each, "provider"),
          Printable.of(each, "state"),
          each.path("callsToday").asText(),
          since.isNumber() ? since.asText() : "-",
          each.path("lastError").isTextual()
              ? Printable.of(each, "lastError") + " at " + Printable.of(each, "lastErrorAt")
              : "-");
      attributions.add(Printable.of(each, "attribution"));
    }
    List<String> lines = new ArrayList<>(table.lines(screen.width()));
    lines.set(0, screen.bold(lines.get(0)));
    lines.add("");
    lines.addAll(attributions);
    return lines;
  }
}
