package grapevine.client.command;

import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.dialogue.OrderDialogue;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.Screen;
import picocli.CommandLine.Command;

/** {@code grapevine order}: the dialogue, at a terminal or fed through a pipe. */
@Command(
    name = "order",
    description = "Order step by step: postcode, restaurant, menu, basket, review, place, follow.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  grapevine order",
      "  grapevine order --front-end http://127.0.0.1:8080,http://127.0.0.1:8081",
      "",
      "At every prompt: b goes back, q quits, ? helps, Tab completes."
    })
public final class OrderCommand extends DialogueCommand {
  @Override
  ExitCode talk(GrapevineApi api, Prompt prompt, Screen screen) {
    return new OrderDialogue(api, prompt, screen).run();
  }

  @Override
  String inScripts() {
    return "grapevine place";
  }
}
