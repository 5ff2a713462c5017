package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code grapevine hours}: when a restaurant that one owns is open. */
@Command(
    name = "hours",
    description = "Show or set your restaurant's opening hours, for the whole week at once.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine hours RESTAURANT",
      "  grapevine hours RESTAURANT tue-thu=12:00-14:30,17:00-22:00 fri-sat=17:00-01:30",
      "",
      "Days that are not named are closed; a span may end after midnight."
    })
public final class HoursCommand extends SettingCommand {
  private static final Pattern DAYS = Pattern.compile("([a-z]{3}(?:-[a-z]{3})?)=(.+)");
  private static final Pattern SPAN = Pattern.compile("([0-9:]{5})-([0-9:]{5})(,|$)");

  @Parameters(
      index = "1..*",
      paramLabel = "DAYS=FROM-TO",
      description = "Such as mon-thu=17:00-22:00; spans of a day are split by commas.")
  private List<String> days;

  @Override
  String part() {
    return "hours";
  }

  @Override
  Optional<JsonNode> body() {
    if (days == null) {
      return Optional.empty();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode hours = body.putObject("hours");
    for (String text : days) {
      Matcher day = DAYS.matcher(text);
      if (!day.matches() || hours.has(day.group(1))) {
        throw wrong();
      }
      putSpans(hours.putArray(day.group(1)), day.group(2));
    }
    return Optional.of(body);
  }

  private void putSpans(ArrayNode spans, String text) {
    Matcher span = SPAN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!span.find(at) || span.start() != at) {
        throw wrong();
      }
      spans.addArray().add(span.group(1)).add(span.group(2));
      at = span.end();
    }
  }

  private RuntimeException wrong() {
    return usage("hours are written like mon-thu=12:00-14:30,17:00-22:00, each day once");
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return KitchenText.hours(answer.json());
  }
}
