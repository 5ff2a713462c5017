package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.OrderText;
import grapevine.client.text.Printable;
import grapevine.client.text.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A page of orders. A page may be empty and yet not the last, so the way on is always said. */
abstract class ListCommand extends ApiCommand {
  @Mixin private PageOptions page;

  abstract Answer list(GrapevineApi api, String limitText, String after);

  /** What is said of an empty list. */
  abstract String none();

  @Override
  final Answer ask(GrapevineApi api) {
    return list(api, page.limitText(), page.page().cursor());
  }

  @Override
  final List<String> show(Screen screen, Answer answer) {
    boolean isEmpty = answer.json().path("items").isEmpty();
    List<String> lines = new ArrayList<>();
    lines.addAll(isEmpty ? List.of(none()) : OrderText.list(screen, answer.json()));
    String next = Printable.of(answer.json(), "nextCursor");
    if (!next.isEmpty()) {
      lines.add("");
      lines.add("More with: --cursor " + next);
    }
    return lines;
  }
}
