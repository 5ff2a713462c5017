package grapevine.client.command;

import grapevine.client.ClientMain;
import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that makes one call and prints its answer, as text or, with --json, as it came. */
@Command(mixinStandardHelpOptions = true)
abstract class ApiCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  @Mixin private JsonOption json;

  abstract Answer ask(GrapevineApi api);

  abstract List<String> show(Screen screen, Answer answer);

  @Override
  public final Integer call() {
    Screen screen = screen();
    GrapevineApi api = connection.connect(terminal());
    return json.print(screen, () -> ask(api), answer -> show(screen, answer));
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
