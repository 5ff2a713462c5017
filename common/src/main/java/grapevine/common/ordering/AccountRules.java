package grapevine.common.ordering;

import grapevine.common.Json;
import grapevine.common.ordering.ForcedFacts.AccountFact;
import grapevine.common.ordering.ForcedFacts.GuestFact;
import grapevine.common.ordering.ForcedFacts.NameFact;
import grapevine.common.ordering.ForcedFacts.OwnedFact;
import grapevine.common.ordering.ForcedFacts.OwnerFact;
import java.util.Optional;

/** The part of {@link ForcedRules} that is about accounts and what they own. */
final class AccountRules {
  private static final ForcedResult DONE = new ForcedResult.Done();

  private final ForcedState state;

  AccountRules(ForcedState state) {
    this.state = state;
  }

  ForcedResult decide(Operation.OfAccounts operation) {
    if (operation instanceof Operation.CreateAccount create) {
      return create(create);
    }
    if (operation instanceof Operation.DeleteAccount delete) {
      return delete(delete);
    }
    return give((Operation.GiveRestaurant) operation);
  }

  private ForcedResult create(Operation.CreateAccount create) {
    String nameKey = ForcedFacts.nameKey(NameKind.ACCOUNT, create.key());
    Optional<NameFact> named = find(nameKey, NameFact.class);
    if (named.isPresent()) {
      return named.get().owner().equals(create.accountId()) ? DONE : new ForcedResult.NameTaken();
    }
    if (account(create.accountId()).isPresent()) {
      return new ForcedResult.NotUnderstood();
    }
    put(nameKey, new NameFact(create.name(), create.accountId()));
    putAccount(
        create.accountId(),
        new AccountFact(
            create.name(),
            create.role(),
            create.passwordHash(),
            customerOf(create),
            create.createdAtMillis(),
            false));
    return DONE;
  }

  /** The orders of the guest who signs up become the account's; only the first account's. */
  private String customerOf(Operation.CreateAccount create) {
    if (create.guestId() == null) {
      return create.accountId();
    }
    String key = ForcedFacts.guestKey(create.guestId());
    if (find(key, GuestFact.class).isPresent()) {
      return create.accountId();
    }
    put(key, new GuestFact(create.accountId()));
    return create.guestId();
  }

  /**
   * The name stays taken: whoever could have it next would answer for what its first owner has
   * done, or be taken for him.
   */
  private ForcedResult delete(Operation.DeleteAccount delete) {
    Optional<AccountFact> account = account(delete.accountId());
    if (account.isEmpty()) {
      return new ForcedResult.AccountGone();
    }
    if (!account.get().deleted()) {
      putAccount(delete.accountId(), account.get().whenDeleted());
    }
    return DONE;
  }

  private ForcedResult give(Operation.GiveRestaurant give) {
    String to = give.accountId();
    if (to != null && account(to).filter(account -> !account.deleted()).isEmpty()) {
      return new ForcedResult.AccountGone();
    }
    String key = ForcedFacts.ownerKey(give.restaurantId());
    String from = find(key, OwnerFact.class).map(OwnerFact::accountId).orElse(null);
    if (to == null ? from == null : to.equals(from)) {
      return DONE;
    }
    if (to != null) {
      OwnedFact owned = owned(to).with(give.restaurantId());
      if (owned.restaurantIds().size() > Bounds.OWNED_RESTAURANTS) {
        return new ForcedResult.NotUnderstood();
      }
      put(ForcedFacts.ownedKey(to), owned);
    }
    if (from != null) {
      put(ForcedFacts.ownedKey(from), owned(from).without(give.restaurantId()));
    }
    put(key, new OwnerFact(to));
    return DONE;
  }

  private Optional<AccountFact> account(String accountId) {
    return find(ForcedFacts.accountKey(accountId), AccountFact.class);
  }

  private void putAccount(String accountId, AccountFact account) {
    put(ForcedFacts.accountKey(accountId), account);
  }

  private OwnedFact owned(String accountId) {
    return find(ForcedFacts.ownedKey(accountId), OwnedFact.class).orElse(OwnedFact.NONE);
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    return ForcedFacts.find(state, key, type);
  }

  private void put(String key, Object fact) {
    state.put(key, Json.bytes(fact));
  }
}
