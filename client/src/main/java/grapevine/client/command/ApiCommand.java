package grapevine.client.command;

import grapevine.client.ClientMain;
import grapevine.client.api.Answer;
import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.api.RequestFailed;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that makes one call and prints its answer, as text or, with --json, as it came. */
@Command(mixinStandardHelpOptions = true)
abstract class ApiCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  @Option(names = "--json", description = "Print the API's JSON as it is, problems included.")
  private boolean json;

  abstract Answer ask(GrapevineApi api);

  abstract List<String> show(Screen screen, Answer answer);

  @Override
  public final Integer call() {
    Screen screen = screen();
    GrapevineApi api = connection.connect(terminal());
    try {
      Answer answer = ask(api);
      if (json) {
        screen.line(answer.text());
      } else {
        show(screen, answer).forEach(screen::line);
      }
      return ExitCode.DONE.number();
    } catch (RequestFailed e) {
      if (json && !e.problem().text().isEmpty()) {
        screen.line(e.problem().text());
      }
      throw e;
    }
  }

  UserTerminal terminal() {
    // Some are commands of a command.
    return ((ClientMain) spec.root().userObject()).terminal();
  }

  Screen screen() {
    return terminal().screen();
  }

  /** The command's own name. */
  String word() {
    return spec.name();
  }

  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
