package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.OrderRequest;
import grapevine.client.api.OrderRequest.DeliverTo;
import grapevine.client.text.OrderText;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code grapevine place}: orders in one go. The key is said before the order is sent. */
@Command(
    name = "place",
    description = "Place an order.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine place RESTAURANT --postcode \"DH1 3LE\" --item ITEM:2 \\",
      "    --name \"Ada King\" --line1 \"1 North Road\" --phone \"0191 496 0000\"",
      "  grapevine place RESTAURANT --collection --item ITEM --key KEY",
      "",
      "The same key and the same order again is the same order, never a second one."
    })
public final class PlaceCommand extends ApiCommand {
  @Mixin private BasketOptions basket;

  @Option(names = "--name", paramLabel = "NAME", description = "Who gets it.")
  private String name;

  @Option(names = "--line1", paramLabel = "TEXT", description = "House and street.")
  private String line1;

  @Option(names = "--line2", paramLabel = "TEXT", description = "Further address line.")
  private String line2;

  @Option(names = "--phone", paramLabel = "NUMBER", description = "Whom to ring at the door.")
  private String phone;

  @Option(names = "--note", paramLabel = "TEXT", description = "For the kitchen or the courier.")
  private String note;

  @Option(
      names = "--expected-total-pence",
      paramLabel = "PENCE",
      description = "Refuse when the total is another.")
  private Long expectedTotalPence;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key; give it again to repeat. Default: random, printed.")
  private String key;

  @Override
  Answer ask(GrapevineApi api) {
    if (!basket.isCollection() && (name == null || line1 == null)) {
      throw usage("--name and --line1 are needed unless you collect (--collection)");
    }
    DeliverTo deliverTo = line1 == null ? null : new DeliverTo(name, line1, line2, phone);
    OrderRequest request = basket.request(deliverTo, note, expectedTotalPence);
    String usedKey = key == null ? UUID.randomUUID().toString() : KeyArgument.checked(key, this);
    screen().notice("Idempotency key: " + usedKey);
    return api.place(request, usedKey);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        screen.good(answer.replayed() ? "Placed before with this key; here it is." : "Placed."));
    lines.addAll(OrderText.lines(screen, answer.json()));
    return lines;
  }
}
