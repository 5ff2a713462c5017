package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.ReplicaReply.UpdateReply;
import grapevine.protocol.Update;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Updates that a replica manager makes by itself, handed in like any caller's, one after the other,
 * so that clients' go before. Used by one thread.
 */
final class OwnUpdates implements Caller {
  private static final int DEADLINE_TICKS = 500;
  private static final long ANSWER_SECONDS_MAX = 6;

  private final InputQueue queue;
  private final ArrayBlockingQueue<ReplicaReply> replies = new ArrayBlockingQueue<>(16);
  private long calls;

  OwnUpdates(InputQueue queue) {
    this.queue = queue;
  }

  /** Waits until it is on the disk; empty when it was refused, or nobody knows. */
  Optional<UpdateReply> make(Update update) throws InterruptedException {
    long call = ++calls;
    if (!queue.offer(
        Arrival.call(new ReplicaCall.UpdateCall(call, update, DEADLINE_TICKS), this))) {
      return Optional.empty();
    }
    ReplicaReply reply = replies.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    while (reply != null && reply.call() != call) {
      reply = replies.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }
    return Optional.ofNullable((UpdateReply) reply).filter(done -> done.outcome() == Outcome.DONE);
  }

  @Override
  public void send(List<? extends LinkMessage> messages) {
    for (LinkMessage message : messages) {
      // One is under way at a time; there is always room.
      var unused = message instanceof LinkMessage.Reply reply && replies.offer(reply.reply());
    }
  }
}
