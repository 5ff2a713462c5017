package grapevine.frontend.fake;

import grapevine.common.Hash128;
import grapevine.common.ordering.Account;
import grapevine.common.ordering.AccountPage;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.ForcedFacts.AccountFact;
import grapevine.common.ordering.ForcedFacts.NameFact;
import grapevine.common.ordering.ForcedFacts.OwnedFact;
import grapevine.common.ordering.ForcedFacts.OwnerFact;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.NamePattern;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.UniqueName;
import grapevine.common.security.Session;
import grapevine.protocol.CallId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the facts say of accounts; all on one page. */
final class FakeAccounts {
  private final ForcedFactsInMemory facts;
  private final Set<CallId> executed;

  FakeAccounts(ForcedFactsInMemory facts, Set<CallId> executed) {
    this.facts = facts;
    this.executed = executed;
  }

  Answer answer(Query.OfAccounts query) {
    if (query instanceof Query.FindAccount find) {
      String key = UniqueName.parse(find.name()).orElseThrow().key();
      return new Answer.FoundAccount(
          find(ForcedFacts.nameKey(NameKind.ACCOUNT, key), NameFact.class)
              .flatMap(name -> account(name.owner()))
              .orElse(null));
    }
    if (query instanceof Query.GetSession get) {
      Hash128 end = Session.endCallId(get.sessionId());
      Role role =
          account(get.accountId())
              .filter(account -> !account.deleted())
              .map(Account::role)
              .orElse(null);
      return new Answer.FoundSession(executed.contains(new CallId(end.high(), end.low())), role);
    }
    if (query instanceof Query.ListAccounts list) {
      NamePattern pattern = new NamePattern(list.pattern() == null ? "*" : list.pattern());
      List<Account> found =
          facts.keys().stream()
              .flatMap(key -> ForcedFacts.accountOf(key).stream())
              .flatMap(id -> account(id).stream())
              .filter(account -> pattern.matches(account.name()))
              .map(Account::withoutHash)
              .toList();
      return new Answer.FoundAccounts(new AccountPage(found, null));
    }
    if (query instanceof Query.GetOwner get) {
      return new Answer.FoundOwner(
          get.restaurantId(),
          find(ForcedFacts.ownerKey(get.restaurantId()), OwnerFact.class)
              .map(OwnerFact::accountId)
              .orElse(null));
    }
    String accountId = ((Query.GetOwned) query).accountId();
    OwnedFact owned = find(ForcedFacts.ownedKey(accountId), OwnedFact.class).orElse(OwnedFact.NONE);
    return new Answer.FoundOwned(accountId, List.copyOf(owned.restaurantIds()));
  }

  private Optional<Account> account(String id) {
    return find(ForcedFacts.accountKey(id), AccountFact.class).map(fact -> fact.toAccount(id));
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    return ForcedFacts.find(facts, key, type);
  }
}
