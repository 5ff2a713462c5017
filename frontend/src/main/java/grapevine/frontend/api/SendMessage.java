package grapevine.frontend.api;

import grapevine.common.Hash128;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Message;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.ThreadKind;
import grapevine.frontend.http.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** The last step of whatever sends a message. */
final class SendMessage {
  private final LongSupplier nowMillis;

  SendMessage(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  /**
   * Where a message goes: see {@link Operation.PostMessage}.
   *
   * @param as in which role it is written
   */
  record Address(ThreadKind kind, String thread, String inbox, String about, Role as) {
    static Address broadcast(String inbox, String about, Role as) {
      return new Address(ThreadKind.BROADCAST, inbox, inbox, about, as);
    }
  }

  /**
   * @param body as it was understood: what a retry must be equal to
   */
  CompletableFuture<Reply> send(
      ClientCall call, IdempotencyKey key, Object body, String text, Address to) {
    Hash128 callId = call.callId(key);
    Operation.PostMessage facts =
        new Operation.PostMessage(
            to.kind(),
            to.thread(),
            to.inbox(),
            to.about(),
            Talk.author(call),
            to.as(),
            text,
            nowMillis.getAsLong());
    return Talk.post(
        call,
        key,
        body,
        facts,
        Message.of(callId, facts),
        new Query.GetMessage(Message.idOf(callId)),
        answer -> ((Answer.FoundMessage) answer).message());
  }
}
