package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.ExitCode;
import grapevine.client.api.RequestFailed;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether an answer is shown as text or, for scripts, as it came. */
final class JsonOption {
  @Option(names = "--json", description = "Print the API's JSON as it is, problems included.")
  private boolean json;

  boolean isOn() {
    return json;
  }

  /** Shows what is answered; a problem is still thrown, for who says it on stderr. */
  Integer print(Screen screen, Supplier<Answer> ask, Function<Answer, List<String>> show) {
    try {
      Answer answer = ask.get();
      if (json) {
        screen.line(answer.text());
      } else {
        show.apply(answer).forEach(screen::line);
      }
      return ExitCode.DONE.number();
    } catch (RequestFailed e) {
      if (json) {
        screen.line(e.problem().document());
      }
      throw e;
    }
  }
}
