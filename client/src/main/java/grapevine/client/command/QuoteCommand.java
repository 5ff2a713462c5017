package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.QuoteText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine quote}: what a basket would cost, and what stands in its way. */
@Command(
    name = "quote",
    description = "Price a basket without ordering it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine quote RESTAURANT --postcode \"DH1 3LE\" --item ITEM:2",
      "  grapevine quote RESTAURANT --postcode \"DH1 3LE\" --item ITEM:1:MILD,RICE"
    })
public final class QuoteCommand extends ApiCommand {
  @Mixin private BasketOptions basket;

  @Override
  Answer ask(GrapevineApi api) {
    return api.quote(basket.request(null, null, null));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return QuoteText.whole(screen, answer.json());
  }
}
