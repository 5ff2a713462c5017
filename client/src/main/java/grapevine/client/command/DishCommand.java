package grapevine.client.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grapevine dish}: what a restaurant that one owns has to eat. */
@Command(
    name = "dish",
    mixinStandardHelpOptions = true,
    description = "Add and edit the dishes of your restaurant.",
    subcommands = {
      DishCommand.Add.class,
      DishCommand.Edit.class,
      DishCommand.On.class,
      DishCommand.Off.class,
      DishCommand.ListAll.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine dish add RESTAURANT Halwa --category Puddings --price-pence 390",
      "  grapevine dish edit RESTAURANT ITEM --price-pence 410",
      "  grapevine dish off RESTAURANT ITEM"
    })
public final class DishCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "add, edit, on, off or list?");
  }

  /** What may be said of a dish. */
  static final class Details {
    @Option(names = "--category", paramLabel = "TEXT", description = "Its heading on the menu.")
    private String category;

    @Option(names = "--price-pence", paramLabel = "PENCE", description = "Its price.")
    private Long pricePence;

    @Option(
        names = "--diet",
        split = ",",
        paramLabel = "WORD",
        splitSynopsisLabel = ",",
        description = "vegetarian, vegan, halal, kosher; none for no such.")
    private List<String> diet;

    @Option(
        names = "--allergens",
        split = ",",
        paramLabel = "WORD",
        splitSynopsisLabel = ",",
        description = "Such as milk,nuts; none for no such.")
    private List<String> allergens;

    ObjectNode body(String name) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      if (name != null) {
        body.put("name", name);
      }
      if (category != null) {
        body.put("category", category);
      }
      if (pricePence != null) {
        body.put("pricePence", pricePence);
      }
      put(body, "diet", diet);
      put(body, "allergens", allergens);
      return body;
    }

    private static void put(ObjectNode body, String field, List<String> words) {
      if (words != null) {
        ArrayNode array = body.putArray(field);
        words.stream().filter(word -> !word.equals("none")).forEach(array::add);
      }
    }
  }

  abstract static class OfDish extends WriteCommand {
    @Mixin private RestaurantArgument restaurant;

    @Parameters(index = "1", paramLabel = "ITEM", description = "The id of a dish.")
    private String item;

    String restaurant() {
      return restaurant.id();
    }

    String item() {
      return item;
    }

    @Override
    final List<String> show(Screen screen, Answer answer) {
      return KitchenText.dish(screen, answer.json());
    }
  }

  /** {@code grapevine dish add}. */
  @Command(
      name = "add",
      description = "Add a dish to the menu.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine dish add RESTAURANT Halwa --category Puddings --price-pence 390 \\",
        "    --diet vegetarian --allergens milk,nuts"
      })
  static final class Add extends WriteCommand {
    @Mixin private RestaurantArgument restaurant;

    @Parameters(index = "1", paramLabel = "NAME", description = "The dish's name.")
    private String name;

    @Mixin private Details details;

    @Override
    Answer write(GrapevineApi api, String key) {
      return api.kitchen().addDish(restaurant.id(), details.body(name), key);
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return KitchenText.dish(screen, answer.json());
    }
  }

  /** {@code grapevine dish edit}. */
  @Command(
      name = "edit",
      description = "Change a dish; what you do not name stays.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  grapevine dish edit RESTAURANT ITEM --price-pence 410",
        "  grapevine dish edit RESTAURANT ITEM --off-menu"
      })
  static final class Edit extends OfDish {
    @Option(names = "--name", paramLabel = "TEXT", description = "Its name.")
    private String name;

    @Mixin private Details details;

    @Option(names = "--on-menu", description = "Put it on the menu again.")
    private boolean onMenu;

    @Option(names = "--off-menu", description = "Take it off the menu.")
    private boolean offMenu;

    @Override
    void check() {
      if (onMenu && offMenu) {
        throw usage("--on-menu or --off-menu, not both");
      }
      if (body().isEmpty()) {
        throw usage("say what to change, for example --price-pence 410");
      }
    }

    @Override
    Answer write(GrapevineApi api, String key) {
      return api.kitchen().editDish(restaurant(), item(), body(), key);
    }

    private ObjectNode body() {
      ObjectNode body = details.body(name);
      return onMenu || offMenu ? body.put("onMenu", onMenu) : body;
    }
  }

  /** {@code grapevine dish on}. */
  @Command(
      name = "on",
      description = "Say that a dish is in stock.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine dish on RESTAURANT ITEM")
  static final class On extends OfDish {
    @Override
    Answer write(GrapevineApi api, String key) {
      return api.kitchen().switchDish(restaurant(), item(), true, key);
    }
  }

  /** {@code grapevine dish off}. */
  @Command(
      name = "off",
      description = "Say that a dish is out of stock.",
      footerHeading = "%nExamples:%n",
      footer = "  grapevine dish off RESTAURANT ITEM")
  static final class Off extends OfDish {
    @Override
    Answer write(GrapevineApi api, String key) {
      return api.kitchen().switchDish(restaurant(), item(), false, key);
    }
  }

  /** {@code grapevine dish list}. */
  @Command(
      name = "list",
      description = "Show all dishes, also those off the menu.",
      footerHeading = "%nExamples:%n",
      footer = {"  grapevine dish list RESTAURANT", "  grapevine dish list RESTAURANT --json"})
  static final class ListAll extends ApiCommand {
    @Mixin private RestaurantArgument restaurant;

    @Override
    Answer ask(GrapevineApi api) {
      return api.kitchen().dishes(restaurant.id());
    }

    @Override
    List<String> show(Screen screen, Answer answer) {
      return KitchenText.dishes(screen, answer.json());
    }
  }
}
