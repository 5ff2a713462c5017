package grapevine.frontend;

import static grapevine.frontend.fake.StreamedEvent.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Subjects;
import grapevine.common.ordering.Threads;
import grapevine.common.security.SessionSigner;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeCluster;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.frontend.fake.StreamedEvent;
import grapevine.protocol.CallId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an inbox looks like, and what one is told for it to be looked at again. */
@Timeout(60)
class InboxEventsTest {
  private static final String ORDERS =
      "/v1/restaurants/" + FakeCluster.RESTAURANT + "/orders/events";
  private static final String DELIVERIES = "/v1/deliveries/events";
  private static final String MESSAGES = "/v1/messages/events";

  /** Whoever is told nothing looks again after ten seconds. */
  private static final Duration BEFORE_IT_LOOKS_BY_ITSELF = Duration.ofSeconds(7);

  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private final List<Response> open = new ArrayList<>();
  private String[] owner;
  private String[] courier;
  private int keys;

  @BeforeEach
  void give() {
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "owner");
    owner = session("owner", Role.RESTAURANT);
    courier = session("courier", Role.COURIER);
  }

  @AfterEach
  void hangUp() {
    open.forEach(Response::close);
  }

  @Test
  void a_restaurant_sees_orders_come_and_change() throws IOException {
    Response stream = open(ORDERS, owner);
    StreamedEvent first = next(stream);
    assertThat(first.name()).isEqualTo("orders");
    assertThat(first.data().path("items")).isEmpty();

    String id = place();
    JsonNode came = told(stream, Subjects.ofRestaurant(FakeCluster.RESTAURANT));
    assertThat(came.at("/items/0/id").asText()).isEqualTo(id);

    frontEnd.cluster().move(id, OrderStatus.ACCEPTED);
    JsonNode changed = told(stream, ofOrder(id));
    assertThat(changed.at("/items/0/status").asText()).isEqualTo("ACCEPTED");

    frontEnd.cluster().move(id, OrderStatus.COMPLETED);
    assertThat(told(stream, ofOrder(id)).path("items")).as("of those that are open").isEmpty();
    assertThat(next(open(ORDERS + "?status=all", owner)).data().path("items")).hasSize(1);
  }

  @Test
  void couriers_see_deliveries_come_and_go_to_others() throws IOException {
    Response stream = open(DELIVERIES, courier);
    StreamedEvent first = next(stream);
    assertThat(first.name()).isEqualTo("deliveries");
    assertThat(first.data().path("items")).isEmpty();

    String id = place();
    assertThat(told(stream, Subjects.ofDeliveries()).at("/items/0/id").asText()).isEqualTo(id);

    claim(id, session("rival", Role.COURIER));
    assertThat(told(stream, ofClaim(id)).path("items")).isEmpty();
  }

  @Test
  void a_courier_sees_what_he_has_claimed_elsewhere() throws IOException {
    Response stream = open(DELIVERIES + "?mine=true", courier);
    assertThat(next(stream).data().path("items")).isEmpty();
    String id = place();
    claim(id, courier);
    JsonNode claimed = told(stream, Subjects.ofCourier("courier"));
    assertThat(claimed.at("/items/0/id").asText()).isEqualTo(id);
  }

  @Test
  void messages_come_and_are_read() throws IOException {
    String account = "{\"name\":\"Ann\",\"password\":\"correct horse\"}";
    String inbox = Threads.inboxOf(done(post("/v1/accounts", account)).text("id"));
    HttpAnswer loggedIn = done(frontEnd.post("/v1/sessions", account));
    String[] ann = {"Authorization", "Bearer " + loggedIn.text("session")};
    Response stream = open(MESSAGES, ann);
    StreamedEvent first = next(stream);
    assertThat(first.name()).isEqualTo("messages");
    assertThat(first.data().path("items")).isEmpty();

    String message =
        done(post("/v1/messages", "{\"to\":\"ann\",\"text\":\"Lunch?\"}", owner)).text("id");
    JsonNode came = told(stream, Subjects.ofInbox(inbox));
    assertThat(came.at("/items/0/text").asText()).isEqualTo("Lunch?");
    assertThat(came.at("/items/0/read").asBoolean(true)).isFalse();

    done(post("/v1/messages/read", "{\"ids\":[\"" + message + "\"]}", ann));
    JsonNode read = told(stream, Subjects.ofReads(inbox));
    assertThat(read.at("/items/0/read").asBoolean()).isTrue();
    assertThat(next(open(MESSAGES + "?unread=true", ann)).data().path("items")).isEmpty();
  }

  @Test
  void what_is_told_to_all_couriers_and_to_a_restaurants_customers_comes_too() throws IOException {
    String[] ann = session("ann", Role.CUSTOMER);
    done(post("/v1/orders", Basket.order(), ann));
    Response ofCustomer = open(MESSAGES, ann);
    Response ofCourier = open(MESSAGES, courier);
    next(ofCustomer);
    next(ofCourier);

    String toCustomers = "/v1/restaurants/" + FakeCluster.RESTAURANT + "/broadcasts";
    done(post(toCustomers, "{\"text\":\"Mangos are in\"}", owner));
    long customers = Subjects.ofInbox(Threads.toCustomersOf(FakeCluster.RESTAURANT));
    assertThat(told(ofCustomer, customers).at("/items/0/text").asText()).isEqualTo("Mangos are in");

    done(post("/v1/broadcasts", "{\"text\":\"Ice\"}", session("op", Role.OPERATOR)));
    long couriers = Subjects.ofInbox(Threads.TO_COURIERS);
    assertThat(told(ofCourier, couriers).at("/items/0/text").asText()).isEqualTo("Ice");
  }

  @Test
  void who_may_not_see_the_list_has_no_stream_of_it() {
    String[] rival = session("rival", Role.RESTAURANT);
    assertThat(frontEnd.get(ORDERS, rival).refusal()).isEqualTo("403 NOT_ALLOWED");
    assertThat(frontEnd.get(DELIVERIES, rival).refusal()).isEqualTo("403 NOT_ALLOWED");
    for (String path : new String[] {ORDERS, DELIVERIES, MESSAGES}) {
      assertThat(frontEnd.get(path).refusal()).as(path).isEqualTo("401 LOGIN_REQUIRED");
      assertThat(frontEnd.get(path + "?cursor=x", courier).refusal())
          .as("a stream is of the first page")
          .isEqualTo("400 PARAMETER_INVALID");
    }
  }

  @Test
  void a_stream_ends_with_its_session() throws IOException {
    Response stream = open(DELIVERIES, courier);
    next(stream);
    frontEnd.clock().addAndGet(SessionSigner.LIFETIME_MILLIS);
    assertThatThrownBy(() -> next(stream))
        .isInstanceOf(IOException.class)
        .as("it did not end: we gave up")
        .isNotInstanceOf(InterruptedIOException.class);
    assertThat(frontEnd.get(DELIVERIES, courier).refusal()).isEqualTo("401 SESSION_EXPIRED");
  }

  /** What the stream shows after a replica manager has told that this has changed. */
  private JsonNode told(Response stream, long key) throws IOException {
    long before = System.nanoTime();
    frontEnd.cluster().tellChanged(List.of(key));
    JsonNode shown = next(stream).data();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BEFORE_IT_LOOKS_BY_ITSELF);
    return shown;
  }

  private static long ofOrder(String orderId) {
    Hash128 callId = CanonicalHash.parseOrderId(orderId).orElseThrow();
    return Subjects.ofOrder(new CallId(callId.high(), callId.low()));
  }

  private static long ofClaim(String orderId) {
    return Subjects.ofFact(ForcedFacts.claimKey(orderId)).high();
  }

  private String place() {
    return done(post("/v1/orders", Basket.order())).text("id");
  }

  private void claim(String orderId, String[] who) {
    done(post("/v1/orders/" + orderId + "/claim", "{}", who));
  }

  private String[] session(String account, Role role) {
    return new String[] {"Authorization", frontEnd.bearer(account, role)};
  }

  private static HttpAnswer done(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.json().toString()).isBetween(200, 201);
    return answer;
  }

  private HttpAnswer post(String path, String json, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Idempotency-Key", "k" + ++keys));
    return frontEnd.post(path, json, all.toArray(String[]::new));
  }

  private Response open(String path, String... headers) throws IOException {
    Response stream = frontEnd.stream(path, headers);
    open.add(stream);
    return stream;
  }
}
