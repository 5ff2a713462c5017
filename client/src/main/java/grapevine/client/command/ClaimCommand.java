package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine claim}: claims a delivery, which nobody else then has. */
@Command(
    name = "claim",
    description = "Claim a delivery, unless another courier has it.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine claim ORDER", "  grapevine claim ORDER --key KEY"})
public final class ClaimCommand extends WriteCommand {
  @Mixin private OrderArgument order;

  @Override
  Answer write(GrapevineApi api, String key) {
    return api.claim(order.id(), key);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return List.of(screen.good("Claimed: " + Printable.of(answer.json(), "id")));
  }
}
