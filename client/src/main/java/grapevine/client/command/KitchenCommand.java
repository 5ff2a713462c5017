package grapevine.client.command;

import grapevine.client.api.GrapevineApi;
import grapevine.client.desk.Desk;
import grapevine.client.desk.KitchenDesk;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grapevine kitchen}: the desk at which the orders of kitchens come in. */
@Command(
    name = "kitchen",
    description = "Watch your restaurant's orders as they come, and answer them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine kitchen RESTAURANT",
      "  grapevine kitchen dh1-3le-burger --session kitchen.json",
      "",
      "Inside, ? lists the words. Ctrl-C and Ctrl-D end it."
    })
public final class KitchenCommand extends DeskCommand {
  @Mixin private RestaurantArgument restaurant;

  @Override
  Desk desk(GrapevineApi api, Prompt prompt, Screen screen) {
    return new KitchenDesk(api, prompt, screen, restaurant.id());
  }

  @Override
  String inScripts() {
    return "grapevine inbox RESTAURANT and grapevine accept ORDER";
  }
}
