package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.OrderText;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code grapevine cancel}: takes an order back while the kitchen has not begun. */
@Command(
    name = "cancel",
    description = "Cancel an order.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine cancel ORDER", "  grapevine cancel ORDER --reason \"wrong address\""})
public final class CancelCommand extends ApiCommand {
  @Parameters(paramLabel = "ORDER", description = "An order's id.")
  private String order;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key; give it again to repeat. Default: random, printed.")
  private String key;

  @Override
  Answer ask(GrapevineApi api) {
    String usedKey = key == null ? UUID.randomUUID().toString() : KeyArgument.checked(key, this);
    screen().notice("Idempotency key: " + usedKey);
    return api.cancel(order, reason, usedKey);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return OrderText.lines(screen, answer.json());
  }
}
