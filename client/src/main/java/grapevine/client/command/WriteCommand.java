package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import picocli.CommandLine.Mixin;

/** A command that changes something, under a key that is said before anything is sent. */
abstract class WriteCommand extends ApiCommand {
  @Mixin private KeyOption key;

  abstract Answer write(GrapevineApi api, String usedKey);

  /** Ends the command where the arguments are wrong. */
  void check() {}

  @Override
  final Answer ask(GrapevineApi api) {
    check();
    String usedKey = key.say(this);
    return write(api, usedKey);
  }
}
