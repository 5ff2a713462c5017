package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.text.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Accounts, and as whom one calls. */
public final class AccountText {
  private AccountText() {}

  public static List<String> who(Screen screen, JsonNode me) {
    JsonNode account = me.path("account");
    if (!account.isObject()) {
      return List.of("A guest: " + Printable.of(me, "customerId"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(screen.good(Printable.of(account, "name") + ", " + role(account)));
    me.path("restaurants").forEach(id -> lines.add("Owns " + Printable.clean(id.asText())));
    lines.add("Logged in until " + Printable.of(me, "expiresAt"));
    return lines;
  }

  public static List<String> list(Screen screen, JsonNode page) {
    Table table =
        new Table(
            Column.flexible("Name"),
            Column.left("Role"),
            Column.left("Created"),
            Column.left("State"));
    for (JsonNode account : page.path("items")) {
      table.row(
          Printable.of(account, "name"),
          role(account),
          Printable.of(account, "createdAt"),
          account.path("deleted").asBoolean() ? "deleted" : "");
    }
    List<String> lines = new ArrayList<>(table.lines(screen.width()));
    lines.set(0, screen.bold(lines.get(0)));
    String next = Printable.of(page, "nextCursor");
    if (!page.path("nextCursor").isNull() && !next.isEmpty()) {
      lines.add("");
      lines.add("More with: --cursor " + next);
    }
    return lines;
  }

  private static String role(JsonNode account) {
    return Printable.of(account, "role").toLowerCase(Locale.ROOT);
  }
}
