package grapevine.frontend.api;

import grapevine.common.security.Session;
import grapevine.frontend.api.Customers.Customer;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.frontend.http.Admission;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Failures;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.protocol.Token;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Opens calls (verifying identity and token) and closes them (handing both back), whether they
 * succeed or are refused.
 */
final class ClientCalls {
  private final FrontEndLoop loop;
  private final Customers customers;
  private final SessionChecks sessions;
  private final CausalTokens tokens;
  private final Admission admission;
  private final LongAccumulator forcedSeen = new LongAccumulator(Math::max, 0);

  ClientCalls(
      FrontEndLoop loop,
      Customers customers,
      SessionChecks sessions,
      CausalTokens tokens,
      Admission admission) {
    this.loop = loop;
    this.customers = customers;
    this.sessions = sessions;
    this.tokens = tokens;
    this.admission = admission;
  }

  /** The highest F that this front end has shown to anybody. */
  long forcedSeen() {
    return forcedSeen.get();
  }

  CompletableFuture<Reply> answer(
      ApiRequest request, Function<ClientCall, CompletableFuture<Reply>> work) {
    return answer(request, customers.of(request), work);
  }

  /** What is known here of sessions that have ended. */
  SessionChecks sessions() {
    return sessions;
  }

  /** For who logs in: whatever session is shown, he does not go on with it. */
  CompletableFuture<Reply> answerGuest(
      ApiRequest request, Function<ClientCall, CompletableFuture<Reply>> work) {
    return answer(request, customers.guestOf(request), work);
  }

  /** For a write that may be the first of a customer: without an identity, the key gives one. */
  CompletableFuture<Reply> answerFirst(
      ApiRequest request, IdempotencyKey key, Function<ClientCall, CompletableFuture<Reply>> work) {
    return answer(request, customers.of(request, key), work);
  }

  /** The same caller asks again, having seen this, if the session still stands. */
  CompletableFuture<ClientCall> again(ClientCall call, Token token) {
    ClientCall again =
        new ClientCall(call.request(), call.customer(), Optional.of(token), loop, forcedSeen);
    return begin(() -> whenStanding(again, CompletableFuture::completedFuture));
  }

  private CompletableFuture<Reply> answer(
      ApiRequest request, Customer customer, Function<ClientCall, CompletableFuture<Reply>> work) {
    ClientCall call = new ClientCall(request, customer, tokens.of(request), loop, forcedSeen);
    if (!admission.enterCustomer(customer.id())) {
      throw Problem.of(ProblemCode.TOO_MANY_REQUESTS).refused();
    }
    return begin(() -> whenStanding(call, work))
        .whenComplete((reply, failure) -> admission.leaveCustomer(customer.id()))
        .exceptionally(failure -> Failures.toProblem(failure).toReply(request.path()))
        .thenApply(reply -> close(call, reply));
  }

  /** A guest has nothing that could have ended. */
  private <T> CompletableFuture<T> whenStanding(
      ClientCall call, Function<ClientCall, CompletableFuture<T>> work) {
    Optional<Session> session = call.customer().session();
    return session.isEmpty()
        ? work.apply(call)
        : sessions.check(call, session.get()).thenCompose(standing -> work.apply(call));
  }

  private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Reply close(ClientCall call, Reply reply) {
    Reply closed = customers.attach(reply, call.customer());
    boolean isNewToken = !call.traces().isEmpty() && call.token().isPresent();
    if (isNewToken) {
      closed = tokens.attach(closed, call.token().get(), call.request());
    }
    boolean isTraced = call.request().header(CallTraces.HEADER).filter("true"::equals).isPresent();
    return isTraced && !call.traces().isEmpty()
        ? closed.with(CallTraces.HEADER, call.traces().toJson())
        : closed;
  }
}
