package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.AccountText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code grapevine whoami}. */
@Command(
    name = "whoami",
    description = "Say as whom this session calls.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine whoami", "  grapevine whoami --json"})
public final class WhoamiCommand extends ApiCommand {
  @Override
  Answer ask(GrapevineApi api) {
    return api.accounts().whoAmI();
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return AccountText.who(screen, answer.json());
  }
}
