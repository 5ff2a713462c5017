package grapevine.client.command;

import grapevine.client.api.GrapevineApi;
import grapevine.client.desk.CourierDesk;
import grapevine.client.desk.Desk;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.Screen;
import picocli.CommandLine.Command;

/** {@code grapevine courier}: the desk at which the orders of couriers come in. */
@Command(
    name = "courier",
    description = "Watch deliveries as they are offered, claim and deliver them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine courier",
      "  grapevine courier --session courier.json",
      "",
      "Inside, ? lists the words. Ctrl-C and Ctrl-D end it."
    })
public final class CourierCommand extends DeskCommand {

  @Override
  Desk desk(GrapevineApi api, Prompt prompt, Screen screen) {
    return new CourierDesk(api, prompt, screen);
  }

  @Override
  String inScripts() {
    return "grapevine deliveries and grapevine claim ORDER";
  }
}
