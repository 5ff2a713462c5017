package grapevine.client.dialogue;

/** What came back from a prompt. {@code text} is stripped, and empty unless the kind is TEXT. */
public record Reply(Kind kind, String text) {
  public enum Kind {
    TEXT,
    BACK,
    QUIT,
    END
  }

  public boolean isText() {
    return kind == Kind.TEXT;
  }

  public boolean isBack() {
    return kind == Kind.BACK;
  }

  public boolean says(String word) {
    return isText() && text.equalsIgnoreCase(word);
  }
}
