package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.OrderText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code grapevine cancel}: takes an order back while the kitchen has not begun. */
@Command(
    name = "cancel",
    description = "Cancel an order.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine cancel ORDER", "  grapevine cancel ORDER --reason \"wrong address\""})
public final class CancelCommand extends WriteCommand {
  @Mixin private OrderArgument order;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason;

  @Override
  Answer write(GrapevineApi api, String key) {
    return api.cancel(order.id(), reason, key);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return OrderText.lines(screen, answer.json());
  }
}
