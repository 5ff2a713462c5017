package grapevine.frontend.api;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.JsonRefused;
import grapevine.common.ordering.Answer;
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
import grapevine.protocol.FrontEndEffect.Refusal;
import grapevine.protocol.FrontEndEffect.Refused;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One request on its way through the cluster: who calls, and what they have seen by now. Each step
 * depends on the one before, so its token is the next one's. Steps follow one another, hence no
 * locks.
 */
final class ClientCall {
  private final ApiRequest request;
  private final Customer customer;
  private final FrontEndLoop loop;
  private final CallTraces traces = new CallTraces();
  private Optional<Token> token;

  ClientCall(ApiRequest request, Customer customer, Optional<Token> token, FrontEndLoop loop) {
    this.request = request;
    this.customer = customer;
    this.token = token;
    this.loop = loop;
  }

  /** An answer, and on how many disks all that it shows is. */
  record Seen(Answer answer, int durability) {}

  ApiRequest request() {
    return request;
  }

  Customer customer() {
    return customer;
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

  private Seen seen(Completion completion) {
    Answered answered = done(completion, Answered.class);
    token = Optional.of(answered.token());
    Answer answer = read(answered.answer());
    if (answer instanceof Answer.NotFound missing) {
      throw Problem.of(codeOr(missing.code(), ProblemCode.NOT_FOUND), missing.detail()).refused();
    }
    if (answer instanceof Answer.Invalid invalid) {
      throw Problem.of(codeOr(invalid.code(), ProblemCode.PARAMETER_INVALID), invalid.detail())
          .refused();
    }
    return new Seen(answer, answered.durability());
  }

  private Acknowledged acknowledged(Completion completion) {
    Acknowledged acknowledged = done(completion, Acknowledged.class);
    token = Optional.of(acknowledged.token());
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
