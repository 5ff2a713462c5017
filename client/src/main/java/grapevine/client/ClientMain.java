package grapevine.client;

import grapevine.client.api.ExitCode;
import grapevine.client.api.RequestFailed;
import grapevine.client.command.AccountCommand;
import grapevine.client.command.BackupCommand;
import grapevine.client.command.CancelCommand;
import grapevine.client.command.ClaimCommand;
import grapevine.client.command.ClusterCommand;
import grapevine.client.command.CompletionCommand;
import grapevine.client.command.CourierCommand;
import grapevine.client.command.CredentialCommand;
import grapevine.client.command.DeliveriesCommand;
import grapevine.client.command.DemoCommand;
import grapevine.client.command.DishCommand;
import grapevine.client.command.FavouriteCommand;
import grapevine.client.command.HoursCommand;
import grapevine.client.command.InboxCommand;
import grapevine.client.command.KitchenCommand;
import grapevine.client.command.LoginCommand;
import grapevine.client.command.LogoutCommand;
import grapevine.client.command.MenuCommand;
import grapevine.client.command.MessageCommand;
import grapevine.client.command.MoveCommands;
import grapevine.client.command.NameCommand;
import grapevine.client.command.NoticeCommand;
import grapevine.client.command.OrderCommand;
import grapevine.client.command.OrdersCommand;
import grapevine.client.command.PauseCommand;
import grapevine.client.command.PlaceCommand;
import grapevine.client.command.PostcodeCommand;
import grapevine.client.command.QuoteCommand;
import grapevine.client.command.ReleaseCommand;
import grapevine.client.command.ReorderCommand;
import grapevine.client.command.RestaurantsCommand;
import grapevine.client.command.ResumeCommand;
import grapevine.client.command.ReviewCommand;
import grapevine.client.command.ReviewsCommand;
import grapevine.client.command.ShowCommand;
import grapevine.client.command.StockCommand;
import grapevine.client.command.TermsCommand;
import grapevine.client.command.UserTerminal;
import grapevine.client.command.VoucherCommand;
import grapevine.client.command.WhoamiCommand;
import grapevine.client.dialogue.Interrupted;
import grapevine.client.text.ProblemText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry of the terminal client. Whatever a command throws becomes words and an exit code here. */
@Command(
    name = "grapevine",
    mixinStandardHelpOptions = true,
    version = "grapevine 0.1.0",
    description = "Order food from restaurants near by.",
    subcommands = {
      OrderCommand.class,
      RestaurantsCommand.class,
      PostcodeCommand.class,
      MenuCommand.class,
      QuoteCommand.class,
      PlaceCommand.class,
      OrdersCommand.class,
      ShowCommand.class,
      CancelCommand.class,
      ReorderCommand.class,
      FavouriteCommand.class,
      NameCommand.class,
      ClaimCommand.class,
      ReleaseCommand.class,
      StockCommand.class,
      DishCommand.class,
      HoursCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      TermsCommand.class,
      VoucherCommand.class,
      AccountCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      WhoamiCommand.class,
      KitchenCommand.class,
      CourierCommand.class,
      InboxCommand.class,
      MoveCommands.Accept.class,
      MoveCommands.Reject.class,
      MoveCommands.Prepare.class,
      MoveCommands.Delay.class,
      MoveCommands.Ready.class,
      MoveCommands.Collect.class,
      DeliveriesCommand.class,
      MoveCommands.PickUp.class,
      MoveCommands.Deliver.class,
      MoveCommands.Fail.class,
      MessageCommand.class,
      NoticeCommand.class,
      ReviewCommand.class,
      ReviewsCommand.class,
      ClusterCommand.class,
      CredentialCommand.class,
      BackupCommand.class,
      CompletionCommand.class,
      DemoCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine order",
      "  grapevine restaurants --postcode \"DH1 3LE\" --open-now",
      "  grapevine orders --front-end http://127.0.0.1:8080,http://127.0.0.1:8081"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:usage: wrong arguments, or nobody to ask",
      "3:not found",
      "4:refused by a rule",
      "5:conflict",
      "6:unreachable; nothing was changed",
      "7:outcome unknown: repeat with the same key",
      "130:interrupted"
    })
public final class ClientMain implements Runnable {
  private final UserTerminal terminal;

  @Option(
      names = {"--no-color", "--no-colour"},
      scope = ScopeType.INHERIT,
      description = "No colours, as with NO_COLOR in the environment.")
  private boolean isColourless;

  @Spec private CommandSpec spec;

  public ClientMain(UserTerminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] args) {
    System.exit(run(UserTerminal.ofProcess(), args));
  }

  /** Runs one command line and returns its exit code. */
  public static int run(UserTerminal terminal, String... args) {
    ClientMain main = new ClientMain(terminal);
    CommandLine line = commandLine(main);
    line.setOut(terminal.screen().outWriter());
    line.setErr(terminal.screen().errWriter());
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.screen().colour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.min(80, Math.max(60, terminal.screen().width())));
    line.setParameterExceptionHandler((failure, given) -> usageError(failure));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(main.terminal(), failure));
    return line.execute(args);
  }

  static CommandLine commandLine(ClientMain main) {
    return new CommandLine(main).setExpandAtFiles(false); // a note may begin with @
  }

  public UserTerminal terminal() {
    return isColourless ? terminal.withoutColour() : terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? For example: grapevine order");
  }

  private static int usageError(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String firstLine = failure.getMessage().lines().findFirst().orElse("wrong arguments");
    command.getErr().println(name + ": " + firstLine + " (see " + name + " --help)");
    return ExitCode.USAGE.number();
  }

  private static int failed(UserTerminal terminal, Exception failure) {
    if (failure instanceof Interrupted) {
      terminal.screen().notice("Interrupted. Nothing was changed.");
      return ExitCode.INTERRUPTED.number();
    }
    if (failure instanceof RequestFailed request) {
      ProblemText.lines(terminal.screen(), request).forEach(terminal.screen().err()::println);
      return request.problem().exitCode().number();
    }
    terminal.screen().notice("grapevine failed: " + failure);
    return ExitCode.FAILED.number();
  }
}
