package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import grapevine.client.api.Answer;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Screen;
import grapevine.client.text.TimeAhead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grapevine pause}: a restaurant that one owns takes no orders for a while. */
@Command(
    name = "pause",
    description = "Show whether your restaurant is paused, or take no orders for a while.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine pause RESTAURANT",
      "  grapevine pause RESTAURANT --for 45m",
      "  grapevine pause RESTAURANT --until 2026-12-27T12:00:00Z"
    })
public final class PauseCommand extends SettingCommand {
  private static final Duration LONGEST = Duration.ofDays(31);

  @Option(names = "--for", paramLabel = "TIME", description = "For how long: 45m, 1h30m.")
  private String time;

  @Option(names = "--until", paramLabel = "INSTANT", description = "Until then.")
  private String until;

  @Override
  String part() {
    return "pause";
  }

  @Override
  Optional<JsonNode> body() {
    if (time != null && until != null) {
      throw usage("--for or --until, not both");
    }
    String instant = time == null ? until : instant();
    return Optional.ofNullable(instant)
        .map(text -> JsonNodeFactory.instance.objectNode().put("until", text));
  }

  private String instant() {
    return TimeAhead.instant(time, LONGEST, Instant.now())
        .orElseThrow(() -> usage("--for is a time like 45m or 1h30m"))
        .toString();
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return KitchenText.pause(screen, answer.json());
  }
}
