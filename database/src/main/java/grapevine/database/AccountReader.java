package grapevine.database;

import grapevine.common.Hash128;
import grapevine.common.Json;
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
import grapevine.common.ordering.UniqueName;
import grapevine.common.security.Session;
import grapevine.protocol.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts, their sessions and what they own, as of one snapshot. */
final class AccountReader {
  /** However few of them the pattern matches: a page may have less than its limit, and go on. */
  private static final int ROWS_MAX = 2_000;

  private final Snapshot snapshot;
  private final FactReader facts;

  AccountReader(Snapshot snapshot, FactReader facts) {
    this.snapshot = snapshot;
    this.facts = facts;
  }

  Answer answer(Query.OfAccounts query) throws Snapshot.Outdated {
    if (query instanceof Query.GetSession get) {
      return session(get);
    }
    if (query instanceof Query.FindAccount find) {
      return new Answer.FoundAccount(named(find.name()).orElse(null));
    }
    if (query instanceof Query.ListAccounts list) {
      return list(list);
    }
    if (query instanceof Query.GetOwner get) {
      Optional<OwnerFact> owner =
          facts.find(ForcedFacts.ownerKey(get.restaurantId()), OwnerFact.class);
      return new Answer.FoundOwner(
          get.restaurantId(), owner.map(OwnerFact::accountId).orElse(null));
    }
    String accountId = ((Query.GetOwned) query).accountId();
    OwnedFact owned =
        facts.find(ForcedFacts.ownedKey(accountId), OwnedFact.class).orElse(OwnedFact.NONE);
    return new Answer.FoundOwned(accountId, List.copyOf(owned.restaurantIds()));
  }

  private Optional<Account> named(String name) throws Snapshot.Outdated {
    Optional<UniqueName> unique = UniqueName.parse(name);
    if (unique.isEmpty()) {
      return Optional.empty();
    }
    String key = ForcedFacts.nameKey(NameKind.ACCOUNT, unique.get().key());
    Optional<NameFact> named = facts.find(key, NameFact.class);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    // A name may be had without an account, or beside the account's own: that is no way in.
    return account(named.get().owner())
        .filter(account -> account.name().equals(named.get().name()));
  }

  private Optional<Account> account(String accountId) throws Snapshot.Outdated {
    return facts
        .find(ForcedFacts.accountKey(accountId), AccountFact.class)
        .map(fact -> fact.toAccount(accountId));
  }

  private Answer session(Query.GetSession get) throws Snapshot.Outdated {
    Optional<Account> account = account(get.accountId()).filter(found -> !found.deleted());
    return new Answer.FoundSession(isEnded(get), account.map(Account::role).orElse(null));
  }

  private boolean isEnded(Query.GetSession get) throws Snapshot.Outdated {
    Hash128 callId = Session.endCallId(get.sessionId());
    return snapshot.operation(new CallId(callId.high(), callId.low())).isPresent();
  }

  private Answer list(Query.ListAccounts list) throws Snapshot.Outdated {
    Optional<ListCursor> after =
        list.cursor() == null ? Optional.of(ListCursor.START) : ListCursor.decode(list.cursor());
    if (after.isEmpty()) {
      return new Answer.Invalid(
          "PARAMETER_INVALID", "cursor", "not a cursor of this list: leave it out to start again");
    }
    String all = list.pattern() == null || list.pattern().isBlank() ? "*" : list.pattern();
    NamePattern pattern = new NamePattern(all);
    List<OperationRow> rows =
        snapshot.newest(
            FiledUnder.SUBJECT, Filing.ACCOUNTS, OperationKind.FACT, after.get(), ROWS_MAX + 1);
    List<Account> found = new ArrayList<>();
    int looked = 0;
    while (looked < Math.min(rows.size(), ROWS_MAX) && found.size() < list.limit()) {
      Account account = accountIn(rows.get(looked));
      looked++;
      if (pattern.matches(account.name())) {
        found.add(account.withoutHash());
      }
    }
    String next = looked < rows.size() ? ListCursor.at(rows.get(looked - 1)).encode() : null;
    return new Answer.FoundAccounts(new AccountPage(found, next));
  }

  private static Account accountIn(OperationRow row) {
    Fact fact = Json.readOwn(row.body().bytes(), Fact.class);
    String id = ForcedFacts.accountOf(fact.key()).orElseThrow();
    byte[] value = Json.bytes(fact.value());
    return Json.readOwn(value, AccountFact.class).toAccount(id);
  }
}
