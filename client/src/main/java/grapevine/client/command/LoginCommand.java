package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.AccountText;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code grapevine login}: all commands that follow are the account's. */
@Command(
    name = "login",
    description = "Log in; the session is kept in the session file.",
    footerHeading = "%nExamples:%n",
    footer = {"  grapevine login ann", "  grapevine login ann --password-file ann.txt"})
public final class LoginCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The account's name.")
  private String name;

  @Mixin private PasswordOptions password;

  @Override
  Answer ask(GrapevineApi api) {
    return api.accounts().logIn(name, password.read(this, false));
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return AccountText.who(screen, answer.json());
  }
}
