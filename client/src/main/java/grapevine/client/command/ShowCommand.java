package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.OrderText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine show}: one of this session's orders. */
@Command(
    name = "show",
    description = "Show an order: status, bill, what happened.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine show ORDER", "  grapevine show ORDER --json"})
public final class ShowCommand extends ApiCommand {
  @Mixin private OrderArgument order;

  @Override
  Answer ask(GrapevineApi api) {
    return api.order(order.id());
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return OrderText.lines(screen, answer.json());
  }
}
