package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.PostcodeText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code grapevine postcode}: where one is. */
@Command(
    name = "postcode",
    description = "Show where a postcode is, and addresses at it.",
    footerHeading = "%nExample:%n",
    footer = "  grapevine postcode DH1 3LE")
public final class PostcodeCommand extends ApiCommand {
  @Parameters(
      paramLabel = "POSTCODE",
      arity = "1..2",
      description = "Full UK postcode, with its space or without.")
  private List<String> postcode;

  @Override
  Answer ask(GrapevineApi api) {
    return api.postcode(String.join(" ", postcode));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return PostcodeText.lines(screen, answer.json());
  }
}
