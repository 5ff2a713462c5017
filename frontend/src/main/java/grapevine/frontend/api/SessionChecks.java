package grapevine.frontend.api;

import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Query;
import grapevine.common.security.Session;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Whether a session, which itself does not tell, still stands: somebody may have logged out, or the
 * account may be gone. Asked of the cluster again after a few seconds; what was ended here is
 * refused here at once. Thread-safe.
 */
final class SessionChecks {
  static final long AGE_MILLIS_MAX = 5_000;
  static final int ENTRIES_MAX = 10_000;

  private final LongSupplier nowMillis;

  /** When a session was last found to stand, by its id. */
  private final BoundedTable<Long> standing = new BoundedTable<>(ENTRIES_MAX);

  /** Sessions and accounts that have ended here. */
  private final BoundedTable<Boolean> over = new BoundedTable<>(ENTRIES_MAX);

  SessionChecks(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** Done when the call's session stands; fails otherwise. */
  CompletableFuture<Void> check(ClientCall call, Session session) {
    long now = nowMillis.getAsLong();
    synchronized (this) {
      if (over.get(session.id()) != null || over.get(session.accountId()) != null) {
        throw refusal();
      }
      Long checked = standing.get(session.id());
      if (checked != null && now >= checked && now - checked < AGE_MILLIS_MAX) {
        return CompletableFuture.completedFuture(null);
      }
    }
    return call.ask(new Query.GetSession(session.id(), session.accountId()))
        .thenAccept(seen -> told((Answer.FoundSession) seen.answer(), session, now));
  }

  private synchronized void told(Answer.FoundSession found, Session session, long now) {
    if (found.ended() || found.role() != session.role()) {
      standing.remove(session.id());
      throw refusal();
    }
    standing.put(session.id(), now);
  }

  /**
   * @param id of a session or an account
   */
  synchronized void ended(String id) {
    standing.remove(id);
    over.put(id, true);
  }

  private static RuntimeException refusal() {
    return Problem.of(
            ProblemCode.SESSION_INVALID,
            "The session has ended, or its account was deleted. Log in again: POST /v1/sessions.")
        .refused();
  }
}
