package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The cluster as a front end sees it. */
public final class ClusterText {
  private ClusterText() {}

  public static List<String> lines(Screen screen, JsonNode cluster) {
    List<String> lines = new ArrayList<>();
    boolean isConverged = cluster.path("converged").asBoolean();
    String headline =
        isConverged
            ? "Converged: all replica managers have the same value"
            : "Not converged: some replica manager lags or is away";
    for (String line : screen.wrap(headline)) {
      lines.add(isConverged ? screen.good(line) : screen.bad(line));
    }
    lines.add("");
    Table table =
        new Table(
            Column.left("Name"),
            Column.left("Status"),
            Column.flexible("Value timestamp"),
            Column.right("Log").optional(),
            Column.right("Held").optional(),
            Column.right("Heard ms").optional(),
            Column.flexible("Digest").optional());
    for (JsonNode replica : cluster.path("replicaManagers")) {
      long held = replica.path("heldUpdates").asLong() + replica.path("heldQueries").asLong();
      table.row(
          Printable.of(replica, "name"),
          Printable.of(replica, "status"),
          timestamp(replica.path("valueTimestamp")),
          Printable.of(replica, "logLength"),
          Long.toString(held),
          Printable.of(replica, "lastHeardMillis"),
          Printable.of(replica, "stateDigest"));
    }
    List<String> rows = table.lines(screen.width());
    rows.set(0, screen.bold(rows.get(0)));
    lines.addAll(rows);
    lines.add("");
    for (JsonNode frontEnd : cluster.path("frontEnds")) {
      String line =
          "%s  %s  %s"
              .formatted(
                  Printable.of(frontEnd, "name"),
                  Printable.of(frontEnd, "url"),
                  timestamp(frontEnd.path("timestamp")));
      lines.add(Table.cut(line, screen.width()));
    }
    return lines;
  }

  private static String timestamp(JsonNode timestamp) {
    List<String> parts = new ArrayList<>();
    timestamp
        .properties()
        .forEach(
            entry -> parts.add(Printable.clean(entry.getKey()) + ":" + entry.getValue().asLong()));
    return String.join(" ", parts);
  }
}
