package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Subjects;
import java.util.Optional;

/**
 * Where what people tell one another is filed. Its place among others is its Lamport stamp, not the
 * author's clock: whoever answers has seen the question, hence the answer's stamp is higher,
 * whatever the two clocks say. On disks, so never to change.
 */
final class TalkFiling {
  private static final long BOARD = Filing.subjectOf("board/notices");

  private TalkFiling() {}

  static long board() {
    return BOARD;
  }

  static long thread(String thread) {
    return Filing.subjectOf("thread/" + thread);
  }

  static long inbox(String inbox) {
    return Subjects.ofInbox(inbox);
  }

  /** What the owner of an inbox has read. */
  static long readsOf(String inbox) {
    return Subjects.ofReads(inbox);
  }

  static long reviewsOf(String restaurantId) {
    return Filing.subjectOf("reviews/" + restaurantId);
  }

  /** Any of these may be null, as it is in the operation. */
  record Fields(String orderId, String restaurantId, String thread, String inbox) {}

  /** Empty when it is no talk, or cannot be filed. */
  static Optional<Filing> of(String op, Fields fields, long lamport) {
    if ("post-notice".equals(op)) {
      return Optional.of(new Filing(OperationKind.NOTICE, BOARD, null, lamport));
    }
    if ("post-message".equals(op) && fields.thread != null) {
      Long audience = fields.inbox == null ? null : inbox(fields.inbox);
      return Optional.of(
          new Filing(OperationKind.MESSAGE, thread(fields.thread), audience, lamport));
    }
    if ("mark-read".equals(op) && fields.inbox != null) {
      return Optional.of(
          new Filing(OperationKind.MESSAGES_READ, readsOf(fields.inbox), null, lamport));
    }
    if ("write-review".equals(op) && fields.orderId != null && fields.restaurantId != null) {
      Optional<Hash128> order = CanonicalHash.parseOrderId(fields.orderId);
      return order.map(
          id ->
              new Filing(OperationKind.REVIEW, id.high(), reviewsOf(fields.restaurantId), lamport));
    }
    return Optional.empty();
  }
}
