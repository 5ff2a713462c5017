package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code grapevine inbox}: the orders of a restaurant that one owns. */
@Command(
    name = "inbox",
    description = "List your restaurant's orders, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine inbox RESTAURANT", "  grapevine inbox RESTAURANT --all --limit 50"})
public final class InboxCommand extends ListCommand {
  @Mixin private RestaurantArgument restaurant;

  @Option(names = "--all", description = "Also those that are over.")
  private boolean all;

  @Override
  Answer list(GrapevineApi api, String limitText, String after) {
    return api.inbox(restaurant.id(), all ? "all" : "open", limitText, after);
  }

  @Override
  String none() {
    return all ? "No orders here." : "No open orders here.";
  }
}
