package grapevine.client.command;

/** An idempotency key typed by a user: it goes into a header, so only printable ASCII will do. */
final class KeyArgument {
  private static final int CHARS_MAX = 128;

  private KeyArgument() {}

  static String checked(String key, ApiCommand command) {
    boolean printable = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (key.isEmpty() || key.length() > CHARS_MAX || !printable) {
      throw command.usage("--key must be 1 to " + CHARS_MAX + " printable ASCII characters");
    }
    return key;
  }
}
