package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code grapevine name}: registers a name, which its first owner has for good. */
@Command(
    name = "name",
    description = "Register a name, unless somebody else has it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine name account \"Ada King\"",
      "  grapevine name restaurant \"The Vine\" --json",
      "",
      "A name is yours whatever its case. It needs a majority of the replica managers."
    })
public final class NameCommand extends WriteCommand {
  @Parameters(index = "0", paramLabel = "KIND", description = "account or restaurant.")
  private String kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "2 to 60 letters and digits.")
  private String name;

  @Override
  void check() {
    if (!kind.equals("account") && !kind.equals("restaurant")) {
      throw usage("KIND must be account or restaurant");
    }
  }

  @Override
  Answer write(GrapevineApi api, String key) {
    return api.registerName(kind.toUpperCase(Locale.ROOT), name, key);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return List.of(screen.good("Yours: " + Printable.of(answer.json(), "name")));
  }
}
