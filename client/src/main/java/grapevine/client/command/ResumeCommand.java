package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import grapevine.client.api.Answer;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code grapevine resume}: a restaurant that was paused takes orders again. */
@Command(
    name = "resume",
    description = "Take orders again at your restaurant, within its hours.",
    footerHeading = "%nExamples:%n",
    footer = "  grapevine resume RESTAURANT")
public final class ResumeCommand extends SettingCommand {
  @Override
  String part() {
    return "pause";
  }

  @Override
  Optional<JsonNode> body() {
    return Optional.of(JsonNodeFactory.instance.objectNode().putNull("until"));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return KitchenText.pause(screen, answer.json());
  }
}
