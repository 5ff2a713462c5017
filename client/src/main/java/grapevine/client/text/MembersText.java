package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The members as one of them knows them. */
public final class MembersText {
  private MembersText() {}

  public static List<String> lines(Screen screen, JsonNode page) {
    List<String> lines = new ArrayList<>();
    lines.add(
        page.path("majority").asBoolean()
            ? screen.good("A majority is there" + ledBy(page) + ": members can be changed")
            : screen.bad("No majority: members cannot be changed; orders are taken all the same"));
    lines.add("");
    Table table =
        new Table(
            Column.left("Name"),
            Column.left("State"),
            Column.flexible("Address"),
            Column.left("Incarnation"),
            Column.right("Cut"),
            Column.right("Heard ms"));
    for (JsonNode member : page.path("members")) {
      boolean isAsked = member.path("name").equals(page.path("name"));
      table.row(
          Printable.of(member, "name"),
          Printable.of(member, "state"),
          Printable.of(member, "address"),
          Printable.of(member, "incarnation"),
          orDash(member, "cut"),
          isAsked ? "asked" : orDash(member, "lastHeardMillis"));
    }
    List<String> rows = table.lines(screen.width());
    rows.set(0, screen.bold(rows.get(0)));
    lines.addAll(rows);
    return lines;
  }

  private static String ledBy(JsonNode page) {
    String leader = Printable.of(page, "leader");
    return leader.isEmpty() ? "" : ", led by " + leader;
  }

  private static String orDash(JsonNode member, String field) {
    return member.path(field).isNumber() ? member.path(field).asText() : "-";
  }
}
