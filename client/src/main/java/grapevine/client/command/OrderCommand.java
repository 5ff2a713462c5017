package grapevine.client.command;

import grapevine.client.ClientMain;
import grapevine.client.api.GrapevineApi;
import grapevine.client.dialogue.LineSource;
import grapevine.client.dialogue.OrderDialogue;
import grapevine.client.dialogue.Prompt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code grapevine order}: the dialogue, at a terminal or fed through a pipe. */
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    description = "Order step by step: postcode, restaurant, menu, basket, review, place, follow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine order",
      "  grapevine order --front-end http://127.0.0.1:8080,http://127.0.0.1:8081",
      "",
      "At every prompt: b goes back, q quits, ? helps."
    })
public final class OrderCommand implements Callable<Integer> {
  @ParentCommand private ClientMain main;

  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  @Override
  public Integer call() {
    UserTerminal terminal = main.terminal();
    GrapevineApi api = connection.connect(terminal);
    LineSource input = terminal.input().get();
    if (!terminal.inputIsTerminal() && input.isAtEnd()) {
      throw new ParameterException(
          spec.commandLine(), "needs a terminal or piped answers; in scripts use grapevine place");
    }
    Prompt prompt = new Prompt(input, terminal.screen(), !terminal.inputIsTerminal());
    return new OrderDialogue(api, prompt, terminal.screen(), terminal.followInterval())
        .run()
        .number();
  }
}
