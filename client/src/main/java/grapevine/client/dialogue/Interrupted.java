package grapevine.client.dialogue;

/** The user pressed Ctrl-C at a prompt: whoever holds something unfinished says so and ends. */
public final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Interrupted() {
    super("interrupted", null, false, false);
  }
}
