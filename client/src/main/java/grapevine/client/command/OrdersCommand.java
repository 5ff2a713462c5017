package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code grapevine orders}: this session's orders. */
@Command(
    name = "orders",
    description = "List your orders, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine orders", "  grapevine orders --session other.json --json"})
public final class OrdersCommand extends ApiCommand {
  @Option(names = "--limit", paramLabel = "N", description = "At most so many.")
  private Integer limit;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where a list ended.")
  private String cursor;

  @Override
  Answer ask(GrapevineApi api) {
    return api.orders(limit, cursor);
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    List<String> lines = new ArrayList<>(OrderText.list(screen, answer.json()));
    String next = Printable.of(answer.json(), "nextCursor");
    if (!next.isEmpty()) {
      lines.add("");
      lines.add("More with: --cursor " + next);
    }
    return lines;
  }
}
