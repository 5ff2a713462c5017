package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grapevine deliveries}: what a courier can claim, or has. */
@Command(
    name = "deliveries",
    description = "List deliveries that nobody has, or your own.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine deliveries",
      "  grapevine deliveries --mine",
      "  grapevine deliveries --restaurant RESTAURANT"
    })
public final class DeliveriesCommand extends ListCommand {
  @Option(names = "--mine", description = "Those you have claimed and not finished.")
  private boolean mine;

  @Option(names = "--restaurant", paramLabel = "ID", description = "Of one restaurant only.")
  private String restaurant;

  @Override
  Answer list(GrapevineApi api, String limitText, String after) {
    if (mine && restaurant != null) {
      throw usage("--mine lists those of all restaurants: leave out --restaurant");
    }
    return api.deliveries(mine, restaurant, limitText, after);
  }

  @Override
  String none() {
    return mine ? "You have no deliveries." : "No deliveries wait for a courier.";
  }
}
