package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.ClusterText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code grapevine cluster}: the replica managers as a front end sees them. */
@Command(
    name = "cluster",
    description = "Show front ends and replica managers.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine cluster", "  grapevine cluster --json"})
public final class ClusterCommand extends ApiCommand {
  @Override
  Answer ask(GrapevineApi api) {
    return api.cluster();
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return ClusterText.lines(screen, answer.json());
  }
}
