package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.Json;
import grapevine.common.ordering.ForcedFacts.AccountFact;
import grapevine.common.ordering.ForcedFacts.OwnedFact;
import grapevine.common.ordering.ForcedFacts.OwnerFact;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who has an account, whose orders are whose, and whose a restaurant is. */
class AccountRulesTest {
  private static final ForcedResult DONE = new ForcedResult.Done();
  private static final ForcedResult GONE = new ForcedResult.AccountGone();
  private static final PasswordHash HASH = new PasswordHash("$argon2id$secret");

  private final TreeMap<String, byte[]> facts = new TreeMap<>();

  @Test
  void an_account_has_its_name_for_good_even_after_it_was_deleted() {
    assertThat(decide(create("a-1", "Ann", null))).isEqualTo(DONE);
    assertThat(decide(create("a-1", "Ann", null))).isEqualTo(DONE);
    assertThat(decide(create("a-2", "ANN", null))).isEqualTo(new ForcedResult.NameTaken());
    assertThat(account("a-2")).isEmpty();
    assertThat(decide(new Operation.DeleteAccount("a-1", 9))).isEqualTo(DONE);
    assertThat(decide(create("a-2", "ann", null))).isEqualTo(new ForcedResult.NameTaken());
  }

  @Test
  void a_name_that_was_only_registered_is_no_account_and_stays_its_owners() {
    UniqueName name = UniqueName.parse("Ann").orElseThrow();
    decide(new Operation.RegisterName(NameKind.ACCOUNT, name, "g-ann"));
    assertThat(decide(create("a-1", "Ann", "g-ann"))).isEqualTo(new ForcedResult.NameTaken());
  }

  @Test
  void a_guests_orders_become_those_of_the_first_account_and_of_no_other() {
    decide(create("a-1", "Ann", "g-1"));
    decide(create("a-2", "Bob", "g-1"));
    decide(create("a-3", "Eve", null));
    assertThat(account("a-1").orElseThrow().customerId()).isEqualTo("g-1");
    assertThat(account("a-2").orElseThrow().customerId()).isEqualTo("a-2");
    assertThat(account("a-3").orElseThrow().customerId()).isEqualTo("a-3");
  }

  @Test
  void an_account_that_lost_its_name_claims_no_guest() {
    decide(create("a-1", "Ann", null));
    decide(create("a-2", "ann", "g-1"));
    decide(create("a-3", "Bob", "g-1"));
    assertThat(account("a-3").orElseThrow().customerId()).isEqualTo("g-1");
  }

  @Test
  void a_second_account_never_takes_the_place_of_the_first() {
    decide(create("a-1", "Ann", null));
    assertThat(decide(create("a-1", "Bob", null))).isEqualTo(new ForcedResult.NotUnderstood());
    assertThat(account("a-1").orElseThrow().name()).isEqualTo("Ann");
  }

  @Test
  void a_deleted_account_keeps_nothing_to_log_in_with() {
    assertThat(decide(new Operation.DeleteAccount("a-1", 9))).isEqualTo(GONE);
    decide(create("a-1", "Ann", "g-1"));
    assertThat(decide(new Operation.DeleteAccount("a-1", 9))).isEqualTo(DONE);
    assertThat(decide(new Operation.DeleteAccount("a-1", 10))).isEqualTo(DONE);
    AccountFact deleted = account("a-1").orElseThrow();
    assertThat(deleted.deleted()).isTrue();
    assertThat(deleted.passwordHash()).isNull();
    assertThat(deleted.toAccount("a-1").canLogIn()).isFalse();
  }

  @Test
  void a_restaurant_has_one_owner_and_an_account_knows_its_restaurants() {
    decide(create("a-1", "Ann", null));
    decide(create("a-2", "Bob", null));
    assertThat(decide(new Operation.GiveRestaurant("r1", "a-9"))).isEqualTo(GONE);
    assertThat(decide(new Operation.GiveRestaurant("r1", null))).isEqualTo(DONE);
    assertThat(decide(new Operation.GiveRestaurant("r2", "a-1"))).isEqualTo(DONE);
    assertThat(decide(new Operation.GiveRestaurant("r1", "a-1"))).isEqualTo(DONE);
    assertThat(decide(new Operation.GiveRestaurant("r1", "a-1"))).isEqualTo(DONE);
    assertThat(owned("a-1").restaurantIds()).containsExactly("r1", "r2");

    decide(new Operation.GiveRestaurant("r1", "a-2"));
    assertThat(owned("a-1").restaurantIds()).containsExactly("r2");
    assertThat(owned("a-2").restaurantIds()).containsExactly("r1");
    assertThat(owner("r1")).isEqualTo("a-2");
    decide(new Operation.GiveRestaurant("r1", null));
    assertThat(owned("a-2").restaurantIds()).isEmpty();
    assertThat(owner("r1")).isNull();

    decide(new Operation.DeleteAccount("a-1", 9));
    assertThat(decide(new Operation.GiveRestaurant("r3", "a-1"))).isEqualTo(GONE);
  }

  @Test
  void an_account_owns_so_many_restaurants_at_most() {
    decide(create("a-1", "Ann", null));
    for (int i = 0; i < Bounds.OWNED_RESTAURANTS; i++) {
      decide(new Operation.GiveRestaurant("r" + i, "a-1"));
    }
    assertThat(decide(new Operation.GiveRestaurant("more", "a-1")))
        .isEqualTo(new ForcedResult.NotUnderstood());
    assertThat(facts).doesNotContainKey(ForcedFacts.ownerKey("more"));
  }

  @Test
  void the_end_of_a_session_is_nothing_to_be_forced() {
    assertThat(decide(new Operation.EndSession("s-1", "a-1", 5)))
        .isEqualTo(new ForcedResult.NotUnderstood());
  }

  @Test
  void the_key_of_an_account_says_which_it_is_and_other_keys_say_none() {
    for (String id : new String[] {"a-1", "a/b", "a%2Fb", "%25"}) {
      assertThat(ForcedFacts.accountOf(ForcedFacts.accountKey(id))).contains(id);
    }
    assertThat(ForcedFacts.accountOf(ForcedFacts.nameKey(NameKind.ACCOUNT, "account"))).isEmpty();
    assertThat(ForcedFacts.accountOf("accountant/x")).isEmpty();
  }

  @Test
  void what_is_kept_of_a_password_is_never_shown() {
    assertThat(create("a-1", "Ann", null).toString()).doesNotContain("secret");
    assertThat(Json.text(new Operation.DeleteAccount("a-1", 9)))
        .isEqualTo("{\"op\":\"delete-account\",\"accountId\":\"a-1\",\"atMillis\":9}");
    assertThat(Json.text(create("a-1", "Ann", null)))
        .isEqualTo(
            "{\"op\":\"create-account\",\"accountId\":\"a-1\",\"name\":\"Ann\",\"key\":\"ann\","
                + "\"role\":\"CUSTOMER\",\"passwordHash\":\"$argon2id$secret\",\"guestId\":null,"
                + "\"createdAtMillis\":5}");
  }

  private static Operation create(String id, String name, String guestId) {
    UniqueName unique = UniqueName.parse(name).orElseThrow();
    return new Operation.CreateAccount(
        id, unique.shown(), unique.key(), Role.CUSTOMER, HASH, guestId, 5);
  }

  private Optional<AccountFact> account(String id) {
    return ForcedFacts.find(state(), ForcedFacts.accountKey(id), AccountFact.class);
  }

  private OwnedFact owned(String accountId) {
    return ForcedFacts.find(state(), ForcedFacts.ownedKey(accountId), OwnedFact.class)
        .orElseThrow();
  }

  private String owner(String restaurantId) {
    return ForcedFacts.find(state(), ForcedFacts.ownerKey(restaurantId), OwnerFact.class)
        .orElseThrow()
        .accountId();
  }

  private ForcedResult decide(Operation operation) {
    Payload payload = Payload.of(Json.bytes(operation));
    return ForcedRules.decide(new CallId(7, 7), payload, state()).result();
  }

  private ForcedState state() {
    return new ForcedState() {
      @Override
      public Optional<byte[]> get(String key) {
        return Optional.ofNullable(facts.get(key));
      }

      @Override
      public void put(String key, byte[] fact) {
        facts.put(key, fact);
      }
    };
  }
}
