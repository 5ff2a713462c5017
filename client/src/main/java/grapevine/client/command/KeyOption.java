package grapevine.client.command;

import java.util.UUID;
import picocli.CommandLine.Option;

/** The idempotency key of a write. It goes into a header, so only printable ASCII will do. */
final class KeyOption {
  private static final int CHARS_MAX = 128;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key; give it again to repeat. Default: random, printed.")
  private String key;

  /** The key to use, which is said before anything is sent. */
  String say(ApiCommand command) {
    String used = key == null ? UUID.randomUUID().toString() : checked(command);
    command.screen().notice("Idempotency key: " + used);
    return used;
  }

  private String checked(ApiCommand command) {
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (key.isEmpty() || key.length() > CHARS_MAX || !printable) {
      throw command.usage("--key must be 1 to " + CHARS_MAX + " printable ASCII characters");
    }
    return key;
  }
}
