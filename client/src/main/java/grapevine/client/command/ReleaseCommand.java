package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine release}: gives a claimed delivery back. */
@Command(
    name = "release",
    description = "Give a claimed delivery back.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine release ORDER", "  grapevine release ORDER --key KEY"})
public final class ReleaseCommand extends WriteCommand {
  @Mixin private OrderArgument order;

  @Override
  Answer write(GrapevineApi api, String key) {
    return api.release(order.id(), key);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return List.of(screen.good("Released: " + Printable.of(answer.json(), "id")));
  }
}
