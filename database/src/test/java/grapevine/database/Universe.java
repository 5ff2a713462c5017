package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.Menu;
import grapevine.common.ordering.Message;
import grapevine.common.security.Session;
import grapevine.protocol.CallId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The few things that generated operations are about: few, so that most pairs of them meet. */
final class Universe {
  static final long NOW = 1_700_000_000_000L;
  static final List<String> ACCOUNTS = List.of("a0", "a1", "a2");
  static final List<String> CUSTOMERS = List.of(Samples.CUSTOMER, "a0");
  static final List<String> NAMES = List.of("Ann", "Bob");
  static final List<String> RESTAURANTS = List.of("dh1-3le-burger", "r1", ProviderKinds.REAL);
  static final List<String> ITEMS = List.of("i0", "i1");
  static final List<String> VOUCHERS = List.of("SAVE0", "SAVE1");
  static final List<String> SESSIONS = List.of("s0", "s1");
  static final List<CallId> CALLS =
      IntStream.range(0, 4).mapToObj(number -> Samples.callId("k" + number)).toList();

  /** One of the catalogue's, and those that may be added. */
  static final List<String> DISHES =
      Stream.concat(catalogueDish().stream(), CALLS.stream().map(Universe::dishId)).toList();

  private static final long MILLIS = 4;

  private final SplittableRandom random;

  Universe(SplittableRandom random) {
    this.random = random;
  }

  static String orderId(CallId call) {
    return CanonicalHash.orderId(hash(call));
  }

  private static Optional<String> catalogueDish() {
    return ReplicaDatabase.BuiltIn.CATALOGUE.catalogue().restaurant(RESTAURANTS.get(0)).stream()
        .flatMap(restaurant -> restaurant.menu().categories().stream())
        .flatMap(category -> category.items().stream())
        .map(Menu.Item::id)
        .findFirst();
  }

  static String dishId(CallId call) {
    return CanonicalHash.dishId(hash(call));
  }

  static String messageId(CallId call) {
    return Message.idOf(hash(call));
  }

  static CallId endOf(String session) {
    Hash128 hash = Session.endCallId(session);
    return new CallId(hash.high(), hash.low());
  }

  /** Every call id that an operation may have. */
  static List<CallId> allCalls() {
    return Stream.concat(CALLS.stream(), SESSIONS.stream().map(Universe::endOf)).toList();
  }

  private static Hash128 hash(CallId call) {
    return new Hash128(call.high(), call.low());
  }

  <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 0. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Equal ones are likely, as on clocks that agree. */
  long millis() {
    return NOW + random.nextLong(MILLIS);
  }

  String order() {
    return orderId(pick(CALLS));
  }

  Author author() {
    String account = pick(ACCOUNTS);
    return new Author(account, account, pick(NAMES));
  }

  String text() {
    return "text " + below(4);
  }
}
