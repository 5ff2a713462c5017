package grapevine.protocol;

import grapevine.protocol.FrontEndEffect.Acknowledged;
import grapevine.protocol.FrontEndEffect.Answered;
import grapevine.protocol.FrontEndEffect.CallTrace;
import grapevine.protocol.FrontEndEffect.Completion;
import grapevine.protocol.FrontEndEffect.Decided;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of a client on its way through a front end: whom it asked, who answered what, and how it
 * ends.
 */
abstract sealed class PendingCall {
  private enum Answer {
    NONE_YET,
    DONE,
    REFUSED,
    LOST
  }

  /**
   * Whether the call may or must end now.
   *
   * @param isExhausted everyone that may be asked has answered
   * @param isEnough no one is left to ask, and the rest had time enough
   */
  record Limits(int fanOut, boolean isExhausted, boolean isEnough, boolean isLate) {}

  private final long number;
  private final long startTick;
  private long lastAskedTick;
  // Side by side: whom it asked, each once, and what became of that.
  private final List<String> asked = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private Refusal refusal = Refusal.NO_REPLICA_AVAILABLE;

  private PendingCall(long number, long tick) {
    this.number = number;
    this.startTick = tick;
    this.lastAskedTick = tick;
  }

  abstract Token token();

  /** The call as it goes to a replica manager that is known to cover {@code known}. */
  abstract ReplicaCall request(VectorTimestamp known, int deadlineTicks);

  /** How many replica managers have to carry it out. */
  abstract int answersNeeded(int fanOut);

  abstract void done(ReplicaReply reply);

  abstract Optional<Completion> conclusion(Limits limits, VectorTimestamp seen, long tick);

  long number() {
    return number;
  }

  long startTick() {
    return startTick;
  }

  long lastAskedTick() {
    return lastAskedTick;
  }

  List<String> asked() {
    return asked;
  }

  void ask(String replica, long tick) {
    asked.add(replica);
    answers.add(Answer.NONE_YET);
    lastAskedTick = tick;
  }

  /** The wait for one more starts again, whether there was one to ask or not. */
  void hedged(long tick) {
    lastAskedTick = tick;
  }

  boolean isWaiting() {
    return answers.contains(Answer.NONE_YET);
  }

  boolean isWaitingFor(String replica) {
    int place = asked.indexOf(replica);
    return place >= 0 && answers.get(place) == Answer.NONE_YET;
  }

  /** Whether the reply was the awaited one; a repeated one changes nothing. */
  boolean replied(String replica, ReplicaReply reply) {
    int place = asked.indexOf(replica);
    if (place < 0 || answers.get(place) != Answer.NONE_YET) {
      return false;
    }
    switch (reply.outcome()) {
      case DONE -> {
        answers.set(place, Answer.DONE);
        done(reply);
      }
      case OPEN -> answers.set(place, Answer.LOST);
      default -> {
        answers.set(place, Answer.REFUSED);
        note(reply.outcome());
      }
    }
    return true;
  }

  /** The link broke. Whether the call arrived is not known. */
  boolean lost(String replica) {
    int place = asked.indexOf(replica);
    boolean isAwaited = place >= 0 && answers.get(place) == Answer.NONE_YET;
    if (isAwaited) {
      answers.set(place, Answer.LOST);
    }
    return isAwaited;
  }

  // The refusal that tells the client most wins: a reused key, then a state not arrived, then a
  // full queue, then a full disk, which takes an operator to mend.
  private void note(Outcome outcome) {
    Refusal next =
        switch (outcome) {
          case CONFLICT -> Refusal.CONFLICT;
          case NOT_COVERED -> Refusal.NOT_COVERED;
          case BUSY -> Refusal.OVERLOADED;
          case DISK_FULL -> Refusal.DISK_FULL;
          case NO_MAJORITY -> Refusal.NO_MAJORITY;
          default -> Refusal.NO_REPLICA_AVAILABLE;
        };
    refusal = next.compareTo(refusal) > 0 ? next : refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  int doneCount() {
    int count = 0;
    for (Answer answer : answers) {
      count += answer == Answer.DONE ? 1 : 0;
    }
    return count;
  }

  /** Someone may have carried the call out without our knowing. */
  boolean isOpen() {
    return answers.contains(Answer.LOST) || isWaiting();
  }

  Refused refused(Refusal why, VectorTimestamp seen, long tick) {
    return new Refused(why, trace(seen, tick));
  }

  CallTrace trace(VectorTimestamp after, long tick) {
    List<String> answered = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      if (answers.get(i) == Answer.DONE) {
        answered.add(asked.get(i));
      }
    }
    return new CallTrace(List.copyOf(asked), answered, token().vector(), after, tick - startTick);
  }

  /** The first covered answer wins. */
  static final class Query extends PendingCall {
    private final Optional<Token> given;
    private final VectorTimestamp seenBefore;
    private final Token wanted;
    private final Payload query;
    private ReplicaReply.QueryReply answer;

    Query(long number, Optional<Token> given, Payload query, VectorTimestamp seen, long tick) {
      super(number, tick);
      this.given = given;
      this.query = query;
      this.seenBefore = seen;
      this.wanted = given.orElseGet(() -> new Token(seen, List.of(), 0));
    }

    @Override
    Token token() {
      return wanted;
    }

    // Without a token, what this front end has seen counts as far as the replica manager is known
    // to cover it.
    @Override
    ReplicaCall request(VectorTimestamp known, int deadlineTicks) {
      Token prev = given.orElseGet(() -> new Token(seenBefore.meet(known), List.of(), 0));
      return new ReplicaCall.QueryCall(number(), prev, query, deadlineTicks);
    }

    @Override
    int answersNeeded(int fanOut) {
      return 1;
    }

    @Override
    void done(ReplicaReply reply) {
      answer = (ReplicaReply.QueryReply) reply;
    }

    @Override
    Optional<Completion> conclusion(Limits limits, VectorTimestamp seen, long tick) {
      if (answer != null) {
        Token carried = given.orElse(Token.EMPTY);
        Token token = carried.afterQuery(carried, answer.valueTimestamp(), answer.lamport());
        return Optional.of(
            new Answered(answer.answer(), token, answer.durability(), trace(token.vector(), tick)));
      }
      boolean isOver = limits.isExhausted() || limits.isLate();
      return isOver ? Optional.of(refused(refusal(), seen, tick)) : Optional.empty();
    }
  }

  /** Answered when {@code fanOut} replica managers have it on disk (R11). */
  static final class Write extends PendingCall {
    private final Update update;
    private final List<Dot> dots = new ArrayList<>();
    private boolean known;
    private long lamport;

    Write(long number, Update update, long tick) {
      super(number, tick);
      this.update = update;
    }

    @Override
    Token token() {
      return update.prev();
    }

    @Override
    ReplicaCall request(VectorTimestamp known, int deadlineTicks) {
      return new ReplicaCall.UpdateCall(number(), update, deadlineTicks);
    }

    @Override
    int answersNeeded(int fanOut) {
      return fanOut;
    }

    @Override
    void done(ReplicaReply reply) {
      ReplicaReply.UpdateReply acknowledgement = (ReplicaReply.UpdateReply) reply;
      if (!dots.contains(acknowledgement.dot()) && dots.size() < PendingWrite.DOTS_MAX) {
        dots.add(acknowledgement.dot());
      }
      known |= acknowledgement.known();
      lamport = Math.max(lamport, acknowledgement.lamport());
    }

    @Override
    Optional<Completion> conclusion(Limits limits, VectorTimestamp seen, long tick) {
      if (refusal() == Refusal.CONFLICT) {
        return Optional.of(refused(Refusal.CONFLICT, seen, tick));
      }
      boolean isOver = limits.isExhausted() || limits.isLate();
      if (doneCount() >= limits.fanOut() || (doneCount() > 0 && (isOver || limits.isEnough()))) {
        Token token =
            update
                .prev()
                .afterUpdate(
                    new PendingWrite(update.callId(), dots), Math.max(lamport, update.lamport()));
        return Optional.of(
            new Acknowledged(token, doneCount(), known, trace(token.vector(), tick)));
      }
      return isOver
          ? Optional.of(refused(isOpen() ? Refusal.OUTCOME_UNKNOWN : refusal(), seen, tick))
          : Optional.empty();
    }
  }

  /** Answered as soon as one replica manager says how it was decided: all decide alike. */
  static final class Decision extends PendingCall {
    private final Update update;
    private ReplicaReply.ForcedReply decided;

    Decision(long number, Update update, long tick) {
      super(number, tick);
      this.update = update;
    }

    @Override
    Token token() {
      return update.prev();
    }

    @Override
    ReplicaCall request(VectorTimestamp known, int deadlineTicks) {
      return new ReplicaCall.ForcedCall(number(), update, deadlineTicks);
    }

    @Override
    int answersNeeded(int fanOut) {
      return 1;
    }

    @Override
    void done(ReplicaReply reply) {
      decided = (ReplicaReply.ForcedReply) reply;
    }

    @Override
    Optional<Completion> conclusion(Limits limits, VectorTimestamp seen, long tick) {
      if (decided != null) {
        Token token = token().afterQuery(token(), decided.valueTimestamp(), decided.lamport());
        return Optional.of(
            new Decided(
                decided.result(),
                token,
                decided.durability(),
                decided.known(),
                trace(token.vector(), tick)));
      }
      boolean isOver = limits.isExhausted() || limits.isLate();
      boolean isRefused = isOver || refusal() == Refusal.CONFLICT;
      return isRefused ? Optional.of(refused(endOf(refusal()), seen, tick)) : Optional.empty();
    }

    private Refusal endOf(Refusal refusal) {
      return refusal != Refusal.CONFLICT && isOpen() ? Refusal.OUTCOME_UNKNOWN : refusal;
    }
  }
}
