package grapevine.frontend.api;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Account;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.PasswordHash;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Rfc3339;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.UniqueName;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.QueryParameters;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** {@code /v1/accounts}: signing up, and what operators and owners do with accounts. */
final class AccountApi {
  private final ClientCalls calls;
  private final OperatorRights operators;
  private final Passwords passwords;
  private final LongSupplier nowMillis;

  AccountApi(
      ClientCalls calls, OperatorRights operators, Passwords passwords, LongSupplier nowMillis) {
    this.calls = calls;
    this.operators = operators;
    this.passwords = passwords;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router
        .post("/v1/accounts", this::create)
        .get("/v1/accounts", this::list)
        .delete("/v1/accounts/{name}", this::delete);
  }

  /** {@code role} may be left out. */
  record AccountRequest(String name, String password, Role role) {
    AccountRequest {
      if (name == null || name.length() > Bounds.NAME_CHARS) {
        throw new IllegalArgumentException(
            "name is required, with at most " + Bounds.NAME_CHARS + " characters");
      }
      Passwords.require(password);
      role = role == null ? Role.CUSTOMER : role;
    }

    @Override
    public String toString() {
      return "account " + name;
    }
  }

  /**
   * What a retry must be equal to. Without the password: the hash of a request is kept, and is so
   * quickly made that it would give the password away.
   */
  private record Shape(String name, Role role) {}

  private CompletableFuture<Reply> create(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.of(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          AccountRequest body = JsonBody.read(request, AccountRequest.class);
          UniqueName name =
              UniqueName.parse(body.name())
                  .orElseThrow(
                      () ->
                          Problem.of(ProblemCode.NAME_INVALID).with("pointer", "/name").refused());
          if (body.role() == Role.RESTAURANT || body.role() == Role.OPERATOR) {
            operators.require(call);
          }
          return passwords
              .hash(body.password())
              .thenCompose(hash -> create(call, key, name, body.role(), hash));
        });
  }

  private CompletableFuture<Reply> create(
      ClientCall call, IdempotencyKey key, UniqueName name, Role role, PasswordHash hash) {
    Hash128 callId = call.callId(key);
    Operation operation =
        new Operation.CreateAccount(
            CanonicalHash.accountId(callId),
            name.shown(),
            name.key(),
            role,
            hash,
            guestOf(call),
            nowMillis.getAsLong());
    byte[] shape = Json.bytes(new Shape(name.shown(), role));
    return call.force(callId, CanonicalHash.requestHash(call.request().path(), shape), operation)
        .thenCompose(
            ruled -> {
              ForcedRefusals.requireDone(ruled.result());
              return call.readBack(new Query.FindAccount(name.shown()));
            })
        .thenApply(seen -> Reply.json(201, shown(((Answer.FoundAccount) seen.answer()).account())));
  }

  /** Whoever signs up for himself; what an operator has ordered is nobody else's. */
  private String guestOf(ClientCall call) {
    boolean isGuest = call.customer().session().isEmpty() && !operators.hasCredential(call);
    return isGuest ? call.customer().id() : null;
  }

  private CompletableFuture<Reply> list(ApiRequest request) {
    QueryParameters parameters = request.parameters();
    parameters.requireOnly(List.of("name", "limit", "cursor"));
    Optional<String> pattern = parameters.text("name");
    if (pattern.filter(text -> text.length() > Bounds.NAME_CHARS).isPresent()) {
      throw QueryParameters.refusal("name has at most " + Bounds.NAME_CHARS + " characters.")
          .refused();
    }
    Query query =
        new Query.ListAccounts(
            pattern.orElse(null), Paging.limit(parameters), Paging.cursor(parameters));
    return calls.answer(
        request,
        call -> {
          operators.require(call);
          return call.ask(query)
              .thenApply(seen -> Reply.json(200, shown((Answer.FoundAccounts) seen.answer())));
        });
  }

  private CompletableFuture<Reply> delete(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.ofOrFresh(request);
    return calls.answerFirst(
        request,
        key,
        call ->
            find(call, request.capture(0))
                .thenCompose(
                    found -> {
                      Account account = requireOwn(call, found);
                      return account.deleted()
                          ? CompletableFuture.completedFuture(deleted(account))
                          : delete(call, key, account);
                    }));
  }

  private Account requireOwn(ClientCall call, Optional<Account> found) {
    boolean isOwn =
        found.isPresent() && found.get().id().equals(call.customer().viewer().accountId());
    if (!isOwn) {
      operators.require(call);
    }
    return found.orElseThrow(() -> Problem.of(ProblemCode.ACCOUNT_UNKNOWN).refused());
  }

  private CompletableFuture<Reply> delete(ClientCall call, IdempotencyKey key, Account account) {
    Operation operation = new Operation.DeleteAccount(account.id(), nowMillis.getAsLong());
    return ForcedCall.decide(call, key, account.id(), operation, () -> deleted(account));
  }

  private Reply deleted(Account account) {
    calls.sessions().ended(account.id());
    Map<String, Object> deleted = new LinkedHashMap<>();
    deleted.put("id", account.id());
    deleted.put("name", account.name());
    deleted.put("deleted", true);
    return Reply.json(200, deleted);
  }

  /** The account of this name, also a deleted one. */
  static CompletableFuture<Optional<Account>> find(ClientCall call, String name) {
    return UniqueName.parse(name).isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : call.ask(new Query.FindAccount(name))
            .thenApply(
                seen -> Optional.ofNullable(((Answer.FoundAccount) seen.answer()).account()));
  }

  /** For clients: without what is kept of the password. */
  static Map<String, Object> shown(Account account) {
    return shown(account.id(), account.name(), account.role(), account.customerId());
  }

  static Map<String, Object> shown(String id, String name, Role role, String customerId) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", id);
    shown.put("name", name);
    shown.put("role", role);
    shown.put("customerId", customerId);
    return shown;
  }

  private static Map<String, Object> shown(Answer.FoundAccounts found) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", found.page().items().stream().map(AccountApi::listed).toList());
    page.put("nextCursor", found.page().nextCursor());
    return page;
  }

  private static Map<String, Object> listed(Account account) {
    Map<String, Object> listed = shown(account);
    listed.put("createdAt", Rfc3339.ofMillis(account.createdAtMillis()));
    listed.put("deleted", account.deleted());
    return listed;
  }
}
