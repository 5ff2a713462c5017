package grapevine.database;

import java.util.Optional;

/** Cursors of the lists of one kind: those of another list are told from them. */
enum TalkCursor {
  NOTICES('n'),
  THREAD('t'),
  INBOX('i'),
  REVIEWS('r');

  private final char letter;

  TalkCursor(char letter) {
    this.letter = letter;
  }

  /** That the list goes on after this row. */
  String after(OperationRow row) {
    return letter + position(row).encode();
  }

  static ListCursor position(OperationRow row) {
    return new ListCursor(row.filing().atMillis(), row.callId());
  }

  /**
   * @param text null for the first page
   */
  ListCursor decode(String text) throws Refused {
    if (text == null) {
      return ListCursor.START;
    }
    Optional<ListCursor> cursor =
        text.isEmpty() || text.charAt(0) != letter
            ? Optional.empty()
            : ListCursor.decode(text.substring(1));
    return cursor.orElseThrow(Refused::new);
  }

  /** It is no cursor of this list. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused() {
      super(null, null, false, false);
    }
  }
}
