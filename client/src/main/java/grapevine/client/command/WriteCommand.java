package grapevine.client.command;

import grapevine.client.api.Answer;
import grapevine.client.api.GrapevineApi;
import java.util.UUID;
import picocli.CommandLine.Option;

/** A command that changes something, under a key that is said before anything is sent. */
abstract class WriteCommand extends ApiCommand {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key; give it again to repeat. Default: random, printed.")
  private String key;

  abstract Answer write(GrapevineApi api, String usedKey);

  /** Ends the command where the arguments are wrong. */
  void check() {}

  @Override
  final Answer ask(GrapevineApi api) {
    check();
    String usedKey = key == null ? UUID.randomUUID().toString() : KeyArgument.checked(key, this);
    screen().notice("Idempotency key: " + usedKey);
    return write(api, usedKey);
  }
}
