package grapevine.database;

import static grapevine.database.Samples.ME;
import static grapevine.database.Samples.answer;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Account;
import grapevine.common.ordering.AccountPage;
import grapevine.common.ordering.Answer;
import grapevine.common.ordering.NameKind;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.PasswordHash;
import grapevine.common.ordering.Query;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.UniqueName;
import grapevine.common.security.Session;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.DurableState.Timestamps;
import grapevine.protocol.LogRecord;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts as they are found, listed and logged in to. */
class AccountQueriesTest {
  private static final PasswordHash HASH = new PasswordHash("hash");

  @TempDir Path directory;
  private ReplicaDatabase database;
  private QueryReader reader;
  private long forced;
  private long own;

  @BeforeEach
  void open() {
    database = Samples.open(directory);
    reader = database.newReader();
  }

  @AfterEach
  void close() {
    reader.close();
    database.close();
  }

  @Test
  void an_account_is_found_by_its_name_with_what_is_needed_to_log_in() {
    assertThat(find("Ann")).isNull();
    create("a-1", "Ann", "g-1");
    assertThat(find(" ANN "))
        .isEqualTo(new Account("a-1", "Ann", Role.CUSTOMER, HASH, "g-1", 5, false));
    assertThat(find("a/b")).isNull();
    decide(new Operation.DeleteAccount("a-1", 9));
    assertThat(find("ann"))
        .isEqualTo(new Account("a-1", "Ann", Role.CUSTOMER, null, "g-1", 5, true));
  }

  @Test
  void another_name_that_an_account_has_registered_is_no_way_in() {
    create("a-1", "Ann", null);
    UniqueName other = UniqueName.parse("Manager").orElseThrow();
    decide(new Operation.RegisterName(NameKind.ACCOUNT, other, "a-1"));
    assertThat(find("manager")).isNull();
  }

  @Test
  void a_session_stands_until_it_is_ended_or_its_account_is_deleted() {
    assertThat(session("s-1")).isEqualTo(new Answer.FoundSession(false, null));
    create("a-1", "Ann", null);
    assertThat(session("s-1")).isEqualTo(new Answer.FoundSession(false, Role.CUSTOMER));
    end("s-1");
    assertThat(session("s-1")).isEqualTo(new Answer.FoundSession(true, Role.CUSTOMER));
    assertThat(session("s-2")).isEqualTo(new Answer.FoundSession(false, Role.CUSTOMER));
    decide(new Operation.DeleteAccount("a-1", 9));
    assertThat(session("s-2")).isEqualTo(new Answer.FoundSession(false, null));
  }

  @Test
  void accounts_are_listed_page_by_page_by_a_pattern_and_without_their_hashes() {
    for (int i = 0; i < 5; i++) {
      create("a-" + i, "Ann " + i, null);
      create("b-" + i, "Bob " + i, null);
    }
    assertListed();
    reader.close();
    database.close();
    open(); // from the tables now
    assertListed();
    forced = 10;
    decide(new Operation.DeleteAccount("a-2", 9));
    assertThat(list("ann 2", 9, null).items()).extracting(Account::deleted).containsExactly(true);
  }

  private void assertListed() {
    List<String> names = new ArrayList<>();
    String cursor = null;
    do {
      AccountPage page = list("A*", 2, cursor);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
      page.items().forEach(account -> assertThat(account.passwordHash()).isNull());
      page.items().forEach(account -> names.add(account.name()));
      cursor = page.nextCursor();
    } while (cursor != null);
    assertThat(names).containsExactly("Ann 4", "Ann 3", "Ann 2", "Ann 1", "Ann 0");
    assertThat(list(null, 100, null).items()).hasSize(10);
    assertThat(answer(reader, new Query.ListAccounts(null, 1, "nonsense")))
        .isInstanceOf(Answer.Invalid.class);
  }

  @Test
  void it_is_told_whose_a_restaurant_is_and_which_an_account_has() {
    assertThat(answer(reader, new Query.GetOwner("r1"))).isEqualTo(owner("r1", null));
    create("a-1", "Ann", null);
    decide(new Operation.GiveRestaurant("r2", "a-1"));
    decide(new Operation.GiveRestaurant("r1", "a-1"));
    assertThat(answer(reader, new Query.GetOwner("r1"))).isEqualTo(owner("r1", "a-1"));
    assertThat(answer(reader, new Query.GetOwned("a-1")))
        .isEqualTo(new Answer.FoundOwned("a-1", List.of("r1", "r2")));
    decide(new Operation.GiveRestaurant("r1", null));
    assertThat(answer(reader, new Query.GetOwner("r1"))).isEqualTo(owner("r1", null));
    assertThat(answer(reader, new Query.GetOwned("a-1")))
        .isEqualTo(new Answer.FoundOwned("a-1", List.of("r2")));
    assertThat(answer(reader, new Query.GetOwned("a-9")))
        .isEqualTo(new Answer.FoundOwned("a-9", List.of()));
  }

  /** As a peer tells of them: or one replica would list what another does not. */
  @Test
  void only_accounts_are_listed_however_a_row_came() {
    create("a-1", "Ann", "g-1");
    for (String key : new String[] {"account/a-1", "name/ACCOUNT/ann", "guest/g-1"}) {
      LogRecord told = reader.operation(Fact.callId(key)).orElseThrow();
      Long subject = Filing.of(told).subject();
      assertThat(subject).isEqualTo(key.startsWith("account/") ? Filing.ACCOUNTS : null);
    }
  }

  private static Answer owner(String restaurantId, String accountId) {
    return new Answer.FoundOwner(restaurantId, accountId);
  }

  private Account find(String name) {
    return ((Answer.FoundAccount) answer(reader, new Query.FindAccount(name))).account();
  }

  private AccountPage list(String pattern, int limit, String cursor) {
    Query query = new Query.ListAccounts(pattern, limit, cursor);
    return ((Answer.FoundAccounts) answer(reader, query)).page();
  }

  private Answer session(String id) {
    return answer(reader, new Query.GetSession(id, "a-1"));
  }

  private void create(String id, String name, String guestId) {
    UniqueName unique = UniqueName.parse(name).orElseThrow();
    decide(
        new Operation.CreateAccount(
            id, unique.shown(), unique.key(), Role.CUSTOMER, HASH, guestId, 5));
  }

  private void end(String sessionId) {
    Hash128 hash = Session.endCallId(sessionId);
    Operation end = new Operation.EndSession(sessionId, "a-1", 7);
    own++;
    execute(
        new LogRecord(
            new Dot(ME, own),
            new Update(
                new CallId(hash.high(), hash.low()),
                Token.EMPTY,
                own,
                1,
                Payload.of(Json.bytes(end)))));
  }

  private void decide(Operation operation) {
    forced++;
    execute(Samples.forced(forced, "forced" + forced, forced, operation));
  }

  private void execute(LogRecord record) {
    Samples.execute(database, record);
    VectorTimestamp value = VectorTimestamp.ZERO.withForced(forced);
    if (own > 0) {
      value = value.merge(VectorTimestamp.of(new Dot(ME, own)));
    }
    database.save(List.of(), new Timestamps(value, value, value, own, 0, forced, forced));
    database.commit();
  }
}
