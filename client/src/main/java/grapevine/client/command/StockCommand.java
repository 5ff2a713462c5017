package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.KitchenText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code grapevine stock}: says how many portions of a dish are left. */
@Command(
    name = "stock",
    description = "Say how many portions of a dish are left; for its owner and operators.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine stock RESTAURANT ITEM 10",
      "  grapevine stock RESTAURANT ITEM unlimited --cluster-key data/cluster.key"
    })
public final class StockCommand extends WriteCommand {
  private static final String UNLIMITED = "unlimited";

  @Mixin private RestaurantArgument restaurant;

  @Parameters(index = "1", paramLabel = "ITEM", description = "The id of a dish on its menu.")
  private String item;

  @Parameters(
      index = "2",
      paramLabel = "PORTIONS",
      description = "How many can still be ordered, or the word unlimited.")
  private String portions;

  @Mixin private OperatorOptions operator;

  @Override
  void check() {
    if (!portions.equals(UNLIMITED) && !portions.matches("[0-9]{1,6}")) {
      throw usage("PORTIONS must be a whole number, or " + UNLIMITED);
    }
  }

  @Override
  Answer write(GrapevineApi api, String key) {
    Integer count = portions.equals(UNLIMITED) ? null : Integer.valueOf(portions);
    return api.setStock(restaurant.id(), item, count, key, operator.credential(this));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return List.of(KitchenText.stock(screen, answer.json()));
  }
}
