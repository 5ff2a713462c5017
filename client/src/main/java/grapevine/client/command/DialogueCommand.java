package grapevine.client.command;

import grapevine.client.ClientMain;
import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.dialogue.LineSource;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that talks with its user, at a terminal or through a pipe: never with nobody. */
@Command(mixinStandardHelpOptions = true)
abstract class DialogueCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  abstract ExitCode talk(GrapevineApi api, Prompt prompt, Screen screen);

  /** What does the same without questions. */
  abstract String inScripts();

  @Override
  public final Integer call() {
    UserTerminal terminal = ((ClientMain) spec.root().userObject()).terminal();
    GrapevineApi api = connection.connect(terminal);
    LineSource input = terminal.input().get();
    if (!terminal.inputIsTerminal() && input.isAtEnd()) {
      throw new ParameterException(
          spec.commandLine(), "needs a terminal or piped answers; in scripts use " + inScripts());
    }
    return talk(api, new Prompt(input, terminal.screen()), terminal.screen()).number();
  }
}
