package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import grapevine.client.text.TalkText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine reviews}: what customers say about a restaurant. */
@Command(
    name = "reviews",
    description = "Show what customers say about a restaurant, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine reviews RESTAURANT", "  grapevine reviews RESTAURANT --limit 5 --json"})
public final class ReviewsCommand extends ApiCommand {
  @Mixin private RestaurantArgument restaurant;

  @Mixin private PageOptions part;

  @Override
  Answer ask(GrapevineApi api) {
    return api.talk().reviews(restaurant.id(), part.page());
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return TalkText.reviews(screen, answer.json());
  }
}
