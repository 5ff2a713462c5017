package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedResult;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.frontend.api.Customers.Customer;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.protocol.CallId;
import grapevine.protocol.FrontEndEffect.Acknowledged;
import grapevine.protocol.FrontEndEffect.Answered;
import grapevine.protocol.FrontEndEffect.Completion;
import grapevine.protocol.FrontEndEffect.Decided;
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * One request on its way through the cluster: who calls, and what they have seen by now. Each step
 * depends on the one before, so its token is the next one's. Steps follow one another, hence no
 * locks.
 */
final class ClientCall {
  private final ApiRequest request;
  private final Customer customer;
  private final FrontEndLoop loop;
  private final LongAccumulator forcedSeen;
  private final CallTraces traces = new CallTraces();
  private Optional<Token> token;

  /**
   * @param forcedSeen the highest F that this front end has shown to anybody
   */
  ClientCall(
      ApiRequest request,
      Customer customer,
      Optional<Token> token,
      FrontEndLoop loop,
      LongAccumulator forcedSeen) {
    this.forcedSeen = forcedSeen;
    this.request = request;
    this.customer = customer;
    this.token = token;
    this.loop = loop;
  }

  /** An answer, and on how many disks all that it shows is. */
  record Seen(Answer answer, int durability) {}

  /**
   * How it was decided.
   *
   * @param known whether before this call: perhaps a retry
   */
  record Ruled(ForcedResult result, boolean known, int durability) {}

  /** The same caller, for what the call itself does not depend on. */
  ClientCall aside() {
    return new ClientCall(request, customer, Optional.empty(), loop, forcedSeen);
  }

  ApiRequest request() {
    return request;
  }

  Customer customer() {
    return customer;
  }

  /** The call id of what is asked under this key, however often. */
  Hash128 callId(IdempotencyKey key) {
    return CanonicalHash.callId(customer.namespace(), key.text());
  }

  CallTraces traces() {
    return traces;
  }

  /** What the client has seen, with the steps of this call. */
  Optional<Token> token() {
    return token;
  }

  /** Asks the cluster. What it does not know or does not understand ends the call as a refusal. */
  CompletableFuture<Seen> ask(Query query) {
    return loop.query(token, Payload.of(Json.bytes(query))).thenApply(this::seen);
  }

  CompletableFuture<Acknowledged> make(Hash128 callId, Hash128 requestHash, Operation operation) {
    return loop.update(
            new CallId(callId.high(), callId.low()),
            token.orElse(Token.EMPTY),
            requestHash.low(),
            Payload.of(Json.bytes(operation)))
        .thenApply(this::acknowledged);
  }

  /** The same, but empty for what the cluster does not know. */
  CompletableFuture<Optional<Seen>> askIfKnown(Query query) {
    return loop.query(token, Payload.of(Json.bytes(query)))
        .thenApply(this::answered)
        .thenApply(
            seen ->
                seen.answer() instanceof Answer.NotFound
                    ? Optional.empty()
                    : Optional.of(understood(seen)));
  }

  /** Asks for what is written: when nobody shows it, "nothing has happened" would be wrong. */
  CompletableFuture<Seen> readBack(Query query) {
    return ask(query)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(Problem.of(ProblemCode.OUTCOME_UNKNOWN).refused()));
  }

  /** Has it decided in the one order for all. A refusal is a result too. */
  CompletableFuture<Ruled> force(Hash128 callId, Hash128 requestHash, Operation operation) {
    return loop.force(
            new CallId(callId.high(), callId.low()),
            token.orElse(Token.EMPTY),
            requestHash.low(),
            Payload.of(Json.bytes(operation)))
        .thenApply(this::ruled);
  }

  private Seen seen(Completion completion) {
    return understood(answered(completion));
  }

  private Seen answered(Completion completion) {
    Answered answered = done(completion, Answered.class);
    learn(answered.token());
    return new Seen(read(answered.answer()), answered.durability());
  }

  static Seen understood(Seen seen) {
    Answer answer = seen.answer();
    if (answer instanceof Answer.NotFound missing) {
      throw Problem.of(codeOr(missing.code(), ProblemCode.NOT_FOUND), missing.detail()).refused();
    }
    if (answer instanceof Answer.Invalid invalid) {
      throw Problem.of(codeOr(invalid.code(), ProblemCode.PARAMETER_INVALID), invalid.detail())
          .refused();
    }
    return seen;
  }

  private Ruled ruled(Completion completion) {
    Decided decided = done(completion, Decided.class);
    learn(decided.token());
    ForcedResult result = Json.readOwn(decided.result().bytes(), ForcedResult.class);
    return new Ruled(result, decided.known(), decided.durability());
  }

  private void learn(Token newer) {
    token = Optional.of(newer);
    forcedSeen.accumulate(newer.vector().forced());
  }

  private Acknowledged acknowledged(Completion completion) {
    Acknowledged acknowledged = done(completion, Acknowledged.class);
    learn(acknowledged.token());
    return acknowledged;
  }

  private <T extends Completion> T done(Completion completion, Class<T> type) {
    traces.add(completion.trace());
    if (completion instanceof Refused refused) {
      throw Problem.of(codeOf(refused.refusal())).refused();
    }
    return type.cast(completion);
  }

  private static ProblemCode codeOf(Refusal refusal) {
    return switch (refusal) {
      case NO_REPLICA_AVAILABLE -> ProblemCode.NO_REPLICA_AVAILABLE;
      case DISK_FULL -> ProblemCode.INSUFFICIENT_STORAGE;
      case OVERLOADED -> ProblemCode.OVERLOADED;
      case NOT_COVERED -> ProblemCode.NOT_COVERED;
      case NO_MAJORITY -> ProblemCode.NO_MAJORITY;
      case CONFLICT -> ProblemCode.IDEMPOTENCY_KEY_REUSED;
      case OUTCOME_UNKNOWN -> ProblemCode.OUTCOME_UNKNOWN;
    };
  }

  private static Answer read(Payload answer) {
    try {
      return Json.readOwn(answer.bytes(), Answer.class);
    } catch (JsonRefused e) {
      // Not the client's mistake: replica manager and front end are of different versions.
      throw new IllegalStateException("an answer from the cluster is not understood", e);
    }
  }

  private static ProblemCode codeOr(String name, ProblemCode otherwise) {
    for (ProblemCode code : ProblemCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return otherwise;
  }
}
