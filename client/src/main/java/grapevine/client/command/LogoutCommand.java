package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import grapevine.client.text.Screen;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code grapevine logout}: the session is good for nothing from now on. */
@Command(
    name = "logout",
    description = "Log out; you go on as the guest you were.",
    footerHeading = "%nExample:%n",
    footer = {"  grapevine logout"})
public final class LogoutCommand extends ApiCommand {
  @Override
  Answer ask(GrapevineApi api) {
    return api.accounts().logOut();
  }

  @Override
  List<String> show(Screen screen, Answer answer) {
    return List.of(screen.good("Logged out."));
  }
}
