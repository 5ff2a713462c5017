package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.MenuText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine menu}: a restaurant's dishes with the ids that quote and place take. */
@Command(
    name = "menu",
    description = "Show a restaurant's menu with item and choice ids.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine menu RESTAURANT", "  grapevine menu RESTAURANT --json"})
public final class MenuCommand extends ApiCommand {
  @Mixin private RestaurantArgument restaurant;

  @Override
  Answer ask(GrapevineApi api) {
    return api.menu(restaurant.id());
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return MenuText.lines(screen, answer.json(), true);
  }
}
