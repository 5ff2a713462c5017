package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.ClusterText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code grapevine cluster}: the replica managers as a front end sees them; the members below. */
@Command(
    name = "cluster",
    description = "Show front ends and replica managers, or change who takes part.",
    subcommands = {
      MemberCommand.Members.class,
      MemberCommand.Providers.class,
      MemberCommand.Retire.class,
      MemberCommand.Leave.class,
      MemberCommand.Drain.class,
      MemberCommand.Resume.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine cluster",
      "  grapevine cluster --json",
      "  grapevine cluster members --url http://127.0.0.1:8180 --cluster-key data/cluster.key",
      "A new one is added by starting it: grapevine replica --join URL"
    })
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
