package grapevine.client.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Notices, messages and reviews: a line about each, and its text below. */
public final class TalkText {
  private TalkText() {}

  public static List<String> notices(Screen screen, JsonNode page) {
    List<String> lines = new ArrayList<>();
    for (JsonNode notice : page.path("items")) {
      lines.addAll(notice(screen, notice));
    }
    return ended(lines, "The board is empty.", page);
  }

  public static List<String> notice(Screen screen, JsonNode notice) {
    String head = Printable.of(notice, "at") + "  " + Printable.of(notice, "by");
    return entry(screen, head, notice);
  }

  public static List<String> messages(Screen screen, JsonNode page) {
    List<String> lines = new ArrayList<>();
    for (JsonNode message : page.path("items")) {
      lines.addAll(message(screen, message));
    }
    return ended(lines, "No messages.", page);
  }

  public static List<String> message(Screen screen, JsonNode message) {
    boolean isNew = message.path("read").isBoolean() && !message.path("read").asBoolean();
    String about = Printable.of(message, "about");
    String head =
        "%s%s  %s, %s%s"
            .formatted(
                isNew ? "* " : "",
                Printable.of(message, "at"),
                Printable.of(message, "from"),
                Printable.of(message, "role"),
                about.isEmpty() ? "" : ", about " + about);
    List<String> lines = new ArrayList<>(entry(screen, head, message));
    lines.add("  id " + Printable.of(message, "id"));
    return lines;
  }

  public static List<String> reviews(Screen screen, JsonNode page) {
    List<String> lines = new ArrayList<>();
    if (page.path("rating").isNumber()) {
      lines.add(
          screen.bold(
              "%.1f of 5 stars in %d review%s"
                  .formatted(
                      page.path("rating").asDouble(),
                      page.path("reviewCount").asInt(),
                      page.path("reviewCount").asInt() == 1 ? "" : "s")));
    }
    for (JsonNode review : page.path("items")) {
      lines.addAll(review(screen, review));
    }
    return ended(lines, "No reviews yet.", page);
  }

  public static List<String> review(Screen screen, JsonNode review) {
    String head =
        "%s  %s, %d of 5 stars"
            .formatted(
                Printable.of(review, "at"),
                Printable.of(review, "by"),
                review.path("stars").asInt());
    return entry(screen, head, review);
  }

  private static List<String> entry(Screen screen, String head, JsonNode node) {
    List<String> lines = new ArrayList<>(screen.wrap(head));
    String text = Printable.of(node, "text");
    if (!text.isEmpty()) {
      lines.addAll(screen.wrap("  " + text));
    }
    return lines;
  }

  private static List<String> ended(List<String> lines, String ifEmpty, JsonNode page) {
    List<String> ended = lines.isEmpty() ? new ArrayList<>(List.of(ifEmpty)) : lines;
    String next = Printable.of(page, "nextCursor");
    if (!next.isEmpty()) {
      ended.add("");
      ended.add("Older ones with: --cursor " + next);
    }
    return ended;
  }
}
