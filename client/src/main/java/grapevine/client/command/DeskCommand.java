package grapevine.client.command;

import grapevine.client.api.ExitCode;
import grapevine.client.api.GrapevineApi;
import grapevine.client.desk.Desk;
import grapevine.client.dialogue.Prompt;
import grapevine.client.text.Screen;

/** A dialogue at a desk. */
abstract class DeskCommand extends DialogueCommand {
  abstract Desk desk(GrapevineApi api, Prompt prompt, Screen screen);

  @Override
  final ExitCode talk(GrapevineApi api, Prompt prompt, Screen screen) {
    return desk(api, prompt, screen).run();
  }
}
