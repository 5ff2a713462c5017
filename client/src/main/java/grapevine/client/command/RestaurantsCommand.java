package grapevine.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.RestaurantSearch;
import grapevine.client.text.PostcodeText;
import grapevine.client.text.Printable;
import grapevine.client.text.RestaurantsText;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grapevine restaurants}: who delivers to a postcode. */
@Command(
    name = "restaurants",
    description = "List restaurants near a postcode.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine restaurants --postcode \"DH1 3LE\"",
      "  grapevine restaurants --postcode DH13LE --cuisine indian --open-now --sort fee"
    })
public final class RestaurantsCommand extends ApiCommand {
  @Option(
      names = "--postcode",
      required = true,
      paramLabel = "P",
      description = "Full UK postcode.")
  private String postcode;

  @Option(names = "--cuisine", paramLabel = "NAME", description = "Only this cuisine.")
  private String cuisine;

  @Option(names = "--q", paramLabel = "TEXT", description = "Only names that contain this.")
  private String text;

  @Option(names = "--open-now", description = "Only those open now.")
  private boolean openNow;

  @Option(names = "--sort", paramLabel = "BY", description = "distance, rating or fee.")
  private String sort;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private Integer limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private String cursor;

  @Override
  Answer ask(GrapevineApi api) {
    return api.restaurants(
        new RestaurantSearch(postcode, cuisine, text, openNow, sort, limit, cursor));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    JsonNode items = answer.json().path("items");
    if (items.isEmpty()) {
      return List.of(
          answer.json().path("degraded").asBoolean()
              ? "None by now: restaurants there are being asked for. Try again in a moment."
              : "No restaurant matches.");
    }
    List<String> lines = new ArrayList<>(RestaurantsText.lines(screen, items, true));
    String next = Printable.of(answer.json(), "nextCursor");
    if (!next.isEmpty()) {
      lines.add("");
      lines.add("More with: --cursor " + next);
    }
    lines.addAll(PostcodeText.attributions(answer.json()));
    return lines;
  }
}
