package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.OrderRequest;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.QuoteText;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code grapevine reorder}: the same again, at today's menu. */
@Command(
    name = "reorder",
    description = "Price an earlier order at today's menu, and place it again with --place.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine reorder ORDER",
      "  grapevine reorder ORDER --place --name \"Ada King\" --line1 \"1 North Road\"",
      "",
      "What is no longer there is named, and left out only with --without-missing."
    })
public final class ReorderCommand extends ApiCommand {
  @Mixin private OrderArgument order;

  @Option(names = "--place", description = "Place it, instead of pricing it only.")
  private boolean place;

  @Option(names = "--without-missing", description = "Place it without what is gone.")
  private boolean withoutMissing;

  @Mixin private DeliverToOptions to;

  @Option(names = "--tip-pence", paramLabel = "PENCE", description = "Tip on top.")
  private Long tipPence;

  @Mixin private KeyOption key;

  @Override
  Answer ask(GrapevineApi api) {
    JsonNode basket = api.favourites().basket(order.id()).json();
    JsonNode request = basket.path("request");
    tellMissing(basket.path("missing"));
    if (!place) {
      return api.favourites().quote(request);
    }
    if (!basket.path("missing").isEmpty() && !withoutMissing) {
      throw usage("some of it is gone: place the rest with --without-missing");
    }
    OrderRequest again =
        OrderRequest.of(request, to.deliverTo(), to.note(), tipPence, to.expectedTotalPence());
    if (!again.collection() && !to.isComplete()) {
      throw usage("--name and --line1 are needed: this order is delivered");
    }
    String usedKey = key.say(this);
    return api.place(again, usedKey);
  }

  private void tellMissing(JsonNode missing) {
    for (JsonNode each : missing) {
      String choice = Printable.of(each, "choice");
      screen()
          .notice(
              "No longer there: "
                  + Printable.of(each, "name")
                  + (choice.isEmpty() ? "" : " with " + choice));
    }
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    if (place) {
      return OrderText.placed(screen, answer);
    }
    JsonNode quote = answer.json();
    List<String> lines = new ArrayList<>(QuoteText.whole(screen, quote));
    if (quote.path("orderable").asBoolean()) {
      lines.add("Place it with: grapevine reorder " + Printable.clean(order.id()) + " --place");
    }
    return lines;
  }
}
