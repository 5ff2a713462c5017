package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Account;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.UniqueName;
import grapevine.common.security.Session;
import grapevine.common.security.SessionSigner;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** {@code /v1/sessions}: logging in, who one is, and logging out. */
final class SessionApi {
  private final ClientCalls calls;
  private final Passwords passwords;
  private final SessionSigner signer;
  private final LongSupplier nowMillis;
  private final LoginAttempts attempts;

  SessionApi(ClientCalls calls, Passwords passwords, SessionSigner signer, LongSupplier nowMillis) {
    this.calls = calls;
    this.passwords = passwords;
    this.signer = signer;
    this.nowMillis = nowMillis;
    this.attempts = new LoginAttempts(nowMillis);
  }

  void addTo(Router router) {
    router
        .post("/v1/sessions", this::logIn)
        .get("/v1/sessions", this::whoAmI)
        .delete("/v1/sessions", this::logOut);
  }

  /** A password that no account can have is simply wrong. */
  record LoginRequest(String name, String password) {
    LoginRequest {
      boolean isThere = name != null && password != null;
      if (!isThere || name.length() > Bounds.NAME_CHARS || password.length() > Bounds.NOTE_CHARS) {
        throw new IllegalArgumentException("name and password are required, and must not be long");
      }
    }

    @Override
    public String toString() {
      return "login of " + name;
    }
  }

  private CompletableFuture<Reply> logIn(ApiRequest request) {
    return calls.answerGuest(
        request,
        call -> {
          LoginRequest body = JsonBody.read(request, LoginRequest.class);
          Optional<UniqueName> name = UniqueName.parse(body.name());
          LoginAttempts.Attempt attempt = attempts.begin(request.remoteAddress(), name);
          return verified(call, body)
              .whenComplete((account, failure) -> attempt.ended(end(account, failure)))
              .thenApply(
                  account ->
                      account
                          .map(this::loggedIn)
                          .orElseThrow(() -> Problem.of(ProblemCode.CREDENTIALS_WRONG).refused()));
        });
  }

  /** As much work for a name without an account. */
  private CompletableFuture<Optional<Account>> verified(ClientCall call, LoginRequest body) {
    return AccountApi.find(call, body.name())
        .thenCompose(
            found -> {
              Optional<Account> account = found.filter(Account::canLogIn);
              return passwords
                  .isRight(body.password(), account.map(Account::passwordHash))
                  .thenApply(isRight -> account.filter(same -> isRight));
            });
  }

  private static LoginAttempts.End end(Optional<Account> account, Throwable failure) {
    if (failure != null) {
      return LoginAttempts.End.NOT_TRIED;
    }
    return account.isPresent() ? LoginAttempts.End.RIGHT : LoginAttempts.End.WRONG;
  }

  private Reply loggedIn(Account account) {
    long now = nowMillis.getAsLong();
    Session session =
        new Session(
            "s-" + UUID.randomUUID(),
            account.id(),
            account.name(),
            account.role(),
            account.customerId(),
            now,
            now + SessionSigner.LIFETIME_MILLIS);
    Map<String, Object> loggedIn = new LinkedHashMap<>();
    loggedIn.put("session", signer.sign(session));
    loggedIn.put("expiresAt", Rfc3339.ofMillis(session.expiresAtMillis()));
    loggedIn.put("account", AccountApi.shown(account));
    return Reply.json(201, loggedIn);
  }

  private CompletableFuture<Reply> whoAmI(ApiRequest request) {
    request.parameters().requireOnly(List.of());
    return calls.answer(
        request,
        call -> {
          Map<String, Object> me = new LinkedHashMap<>();
          me.put("customerId", call.customer().id());
          Optional<Session> session = call.customer().session();
          me.put("account", session.map(SessionApi::accountOf).orElse(null));
          me.put(
              "expiresAt",
              session.map(own -> Rfc3339.ofMillis(own.expiresAtMillis())).orElse(null));
          return restaurants(call)
              .thenApply(
                  restaurants -> {
                    me.put("restaurants", restaurants);
                    return Reply.json(200, me);
                  });
        });
  }

  private static CompletableFuture<List<String>> restaurants(ClientCall call) {
    return call.customer().viewer().is(Role.RESTAURANT)
        ? call.ask(new Query.GetOwned(call.customer().viewer().accountId()))
            .thenApply(seen -> ((Answer.FoundOwned) seen.answer()).restaurantIds())
        : CompletableFuture.completedFuture(List.of());
  }

  private static Map<String, Object> accountOf(Session session) {
    return AccountApi.shown(
        session.accountId(), session.name(), session.role(), session.customerId());
  }

  private CompletableFuture<Reply> logOut(ApiRequest request) {
    return calls.answer(
        request,
        call -> {
          Session session =
              call.customer()
                  .session()
                  .orElseThrow(() -> Problem.of(ProblemCode.SESSION_INVALID).refused());
          Operation operation =
              new Operation.EndSession(session.id(), session.accountId(), nowMillis.getAsLong());
          return call.make(Session.endCallId(session.id()), endHash(request, session), operation)
              .thenApply(
                  acknowledged -> {
                    calls.sessions().ended(session.id());
                    return Reply.json(200, Map.of("loggedOut", true));
                  });
        });
  }

  private static Hash128 endHash(ApiRequest request, Session session) {
    return CanonicalHash.requestHash(request.path(), session.id().getBytes(StandardCharsets.UTF_8));
  }
}
