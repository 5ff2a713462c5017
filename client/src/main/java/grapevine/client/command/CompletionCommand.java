package grapevine.client.command;

import grapevine.client.ClientMain;
import grapevine.client.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grapevine completion}: what a shell sources to complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print what lets bash or zsh complete commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(grapevine completion bash)",
      "  grapevine completion zsh > ~/.grapevine/completion.zsh"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private String shell;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("grapevine", spec.root().commandLine());
    String text =
        switch (shell) {
          case "bash" -> script;
          case "zsh" -> "autoload -U +X compinit && compinit\n" + script;
          default -> throw new ParameterException(spec.commandLine(), "SHELL is bash or zsh");
        };
    ((ClientMain) spec.root().userObject()).terminal().screen().line(text);
    return ExitCode.DONE.number();
  }
}
