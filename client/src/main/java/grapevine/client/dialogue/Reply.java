package grapevine.client.dialogue;

/** What came back from a prompt. {@code text} is stripped, and empty unless the kind is TEXT. */
record Reply(Kind kind, String text) {
  enum Kind {
    TEXT,
    BACK,
    QUIT,
    END
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  boolean isBack() {
    return kind == Kind.BACK;
  }

  boolean says(String word) {
    return isText() && text.equalsIgnoreCase(word);
  }
}
