package grapevine.client.demo;

/** Something did not go as Grapevine promises: the story cannot go on. */
public final class StoryBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoryBroken(String message) {
    super(message);
  }

  static StoryBroken interrupted() {
    Thread.currentThread().interrupt();
    return new StoryBroken("The story was interrupted.");
  }

  static void unless(boolean holds, String message) {
    if (!holds) {
      throw new StoryBroken(message);
    }
  }
}
