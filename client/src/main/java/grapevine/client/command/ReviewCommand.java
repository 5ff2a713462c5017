package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import grapevine.client.text.TalkText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code grapevine review}: what a customer says about a completed order. */
@Command(
    name = "review",
    description = "Review a completed order; a later review takes the place of an earlier one.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine review ORDER 5", "  grapevine review ORDER 4 \"Hot and on time\""})
public final class ReviewCommand extends WriteCommand {
  @Mixin private OrderArgument order;

  @Parameters(index = "1", paramLabel = "STARS", description = "1 to 5.")
  private int stars;

  @Parameters(index = "2", arity = "0..1", paramLabel = "TEXT", description = "In words.")
  private String text;

  @Override
  void check() {
    if (stars < 1 || stars > 5) {
      throw usage("STARS must be from 1 to 5");
    }
  }

  @Override
  Answer write(GrapevineApi api, String key) {
    return api.talk().review(order.id(), stars, text, key);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return TalkText.review(screen, answer.json());
  }
}
