package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.RestaurantsText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code grapevine favourite}: restaurants to come back to. */
@Command(
    name = "favourite",
    mixinStandardHelpOptions = true,
    description = "Keep the restaurants that you come back to.",
    subcommands = {
      FavouriteCommand.Add.class,
      FavouriteCommand.Remove.class,
      FavouriteCommand.ListAll.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine favourite add RESTAURANT", "  grapevine favourite list"})
public final class FavouriteCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "add, remove or list?");
  }

  abstract static class OfRestaurant extends WriteCommand {
    @Mixin private RestaurantArgument restaurant;

    String restaurant() {
      return restaurant.id();
    }

    @Override
    final List<String> show(Screen screen, Answer answer) {
      boolean isOn = answer.json().path("favourite").asBoolean();
      return List.of(screen.good(isOn ? "It is a favourite." : "It is no favourite any more."));
    }
  }

  /** {@code grapevine favourite add}. */
  @Command(
      name = "add",
      description = "Make a restaurant a favourite.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine favourite add RESTAURANT")
  static final class Add extends OfRestaurant {
    @Override
    Answer write(GrapevineApi api, String key) {
      return api.favourites().add(restaurant(), key);
    }
  }

  /** {@code grapevine favourite remove}. */
  @Command(
      name = "remove",
      description = "Forget a favourite.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine favourite remove RESTAURANT")
  static final class Remove extends OfRestaurant {
    @Override
    Answer write(GrapevineApi api, String key) {
      return api.favourites().remove(restaurant(), key);
    }
  }

  /** {@code grapevine favourite list}. */
  @Command(
      name = "list",
      description = "Show your favourites, the newest first.",
      footerHeading = "%nExamples:%n",
      footer = {"  grapevine favourite list", "  grapevine favourite list --json"})
  static final class ListAll extends ApiCommand {
    @Override
    Answer ask(GrapevineApi api) {
      return api.favourites().list();
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      JsonNode items = answer.json().path("items");
      return items.isEmpty()
          ? List.of("No favourites yet: grapevine favourite add RESTAURANT")
          : RestaurantsText.lines(screen, items, true);
    }
  }
}
