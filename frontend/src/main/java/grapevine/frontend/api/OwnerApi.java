package grapevine.frontend.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.ordering.Account;
import grapevine.common.ordering.Bounds;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.frontend.http.ApiRequest;
import grapevine.frontend.http.Problem;
import grapevine.frontend.http.ProblemCode;
import grapevine.frontend.http.Reply;
import grapevine.frontend.http.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** {@code PUT /v1/restaurants/{id}/owner}: operators say whose a restaurant is. */
final class OwnerApi {
  private final ClientCalls calls;
  private final OperatorRights operators;
  private final LongSupplier nowMillis;

  OwnerApi(ClientCalls calls, OperatorRights operators, LongSupplier nowMillis) {
    this.calls = calls;
    this.operators = operators;
    this.nowMillis = nowMillis;
  }

  void addTo(Router router) {
    router.put("/v1/restaurants/{id}/owner", this::give);
  }

  /** Null stands for nobody, and has to be said. */
  record OwnerRequest(@JsonProperty(required = true) String account) {
    OwnerRequest {
      if (account != null && account.length() > Bounds.NAME_CHARS) {
        throw new IllegalArgumentException(
            "account has more than " + Bounds.NAME_CHARS + " characters");
      }
    }
  }

  private CompletableFuture<Reply> give(ApiRequest request) {
    IdempotencyKey key = IdempotencyKey.ofOrFresh(request);
    return calls.answerFirst(
        request,
        key,
        call -> {
          operators.require(call);
          OwnerRequest body = JsonBody.read(request, OwnerRequest.class);
          String restaurantId = RestaurantApi.restaurantId(request);
          return call.ask(new Query.GetRestaurant(restaurantId, nowMillis.getAsLong()))
              .thenCompose(known -> account(call, body))
              .thenCompose(account -> give(call, key, body, restaurantId, account));
        });
  }

  private static CompletableFuture<Optional<Account>> account(ClientCall call, OwnerRequest body) {
    return body.account() == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : AccountApi.find(call, body.account())
            .thenApply(found -> Optional.of(requireRestaurants(found)));
  }

  private static Account requireRestaurants(Optional<Account> found) {
    Account account =
        found
            .filter(known -> !known.deleted())
            .orElseThrow(() -> Problem.of(ProblemCode.ACCOUNT_UNKNOWN).refused());
    if (account.role() != Role.RESTAURANT) {
      throw Problem.of(
              ProblemCode.FIELD_INVALID,
              "Only an account of the role RESTAURANT can own a restaurant: name another.")
          .with("pointer", "/account")
          .refused();
    }
    return account;
  }

  private static CompletableFuture<Reply> give(
      ClientCall call,
      IdempotencyKey key,
      OwnerRequest body,
      String restaurantId,
      Optional<Account> account) {
    String accountId = account.map(Account::id).orElse(null);
    return ForcedCall.decide(
        call,
        key,
        body,
        new Operation.GiveRestaurant(restaurantId, accountId),
        () -> Reply.json(200, given(restaurantId, account)));
  }

  private static Map<String, Object> given(String restaurantId, Optional<Account> account) {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("restaurantId", restaurantId);
    given.put("owner", account.map(AccountApi::shown).orElse(null));
    return given;
  }
}
