package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.OrderRequest;
import grapevine.client.text.OrderText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private DeliverToOptions to;

  @Mixin private KeyOption key;

  @Override
  Answer ask(GrapevineApi api) {
    if (!basket.isCollection() && !to.isComplete()) {
      throw usage("--name and --line1 are needed unless you collect (--collection)");
    }
    OrderRequest request = basket.request(to.deliverTo(), to.note(), to.expectedTotalPence());
    String usedKey = key.say(this);
    return api.place(request, usedKey);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return OrderText.placed(screen, answer);
  }
}
