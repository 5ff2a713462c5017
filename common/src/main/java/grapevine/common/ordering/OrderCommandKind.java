package grapevine.common.ordering;

import java.util.Locale;
import java.util.Optional;

/**
 * What may be done to an order, as in {@code POST /v1/orders/{id}/{command}}. EXPIRE has no public
 * word: only a replica gives it.
 */
public enum OrderCommandKind {
  CANCEL,
  ACCEPT,
  REJECT,
  EXPIRE,
  PREPARE,
  READY,
  PICK_UP,
  DELIVER,
  FAIL,
  COLLECT,
  /** No move: the status stays, and the order is ready at another time than was said. */
  DELAY;

  /** The word in the path, such as {@code pick-up}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty for words that no client may send. */
  public static Optional<OrderCommandKind> ofWord(String word) {
    for (OrderCommandKind kind : values()) {
      if (kind != EXPIRE && kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
