package grapevine.frontend;

import static grapevine.frontend.fake.StreamedEvent.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Subjects;
import grapevine.frontend.fake.Basket;
import grapevine.frontend.fake.FakeCluster;
import grapevine.frontend.fake.HttpAnswer;
import grapevine.frontend.fake.RunningFrontEnd;
import grapevine.frontend.fake.StreamedEvent;
import grapevine.protocol.CallId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class OrderEventsTest {
  @RegisterExtension final RunningFrontEnd frontEnd = new RunningFrontEnd();

  private final List<Response> open = new ArrayList<>();
  private String guest;
  private String id;
  private String path;

  @BeforeEach
  void place() {
    HttpAnswer placed = frontEnd.post("/v1/orders", Basket.order(), "Idempotency-Key", "k1");
    guest = placed.header("Grapevine-Guest");
    id = placed.text("id");
    path = placed.header("Location") + "/events";
  }

  @AfterEach
  void hangUp() {
    open.forEach(Response::close);
  }

  @Test
  void an_open_stream_shows_the_order_as_it_is_and_every_change() throws IOException {
    Response stream = open("Grapevine-Guest", guest);
    assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(next(stream).data().path("status").asText()).isEqualTo("PLACED");
    change(OrderStatus.ACCEPTED);
    StreamedEvent accepted = next(stream);
    assertThat(accepted.name()).isEqualTo("order");
    assertThat(accepted.data().path("id").asText()).isEqualTo(id);
    assertThat(accepted.data().path("status").asText()).isEqualTo("ACCEPTED");
    change(OrderStatus.PREPARING);
    assertThat(next(stream).data().path("status").asText()).isEqualTo("PREPARING");
  }

  @Test
  void a_stream_that_was_lost_goes_on_from_what_it_has_shown() throws IOException {
    Response first = open("Grapevine-Guest", guest);
    String last = next(first).id();
    first.close();
    Response second = open("Grapevine-Guest", guest, "Last-Event-ID", last);
    assertThat(next(second).data().path("status").asText()).isEqualTo("PLACED");
    assertThat(frontEnd.get(path, "Grapevine-Guest", guest, "Last-Event-ID", "forged").refusal())
        .isEqualTo("400 TOKEN_INVALID");
  }

  @Test
  void what_has_not_changed_for_the_reader_is_not_said_again() throws IOException {
    Response stream = open("Grapevine-Guest", guest);
    next(stream);
    tell();
    tell();
    change(OrderStatus.ACCEPTED);
    assertThat(next(stream).data().path("status").asText()).isEqualTo("ACCEPTED");
  }

  @Test
  void the_restaurant_that_has_the_order_watches_it_too() throws IOException {
    frontEnd.cluster().give(FakeCluster.RESTAURANT, "owner");
    Response stream = open("Authorization", frontEnd.bearer("owner", Role.RESTAURANT));
    assertThat(next(stream).data().path("id").asText()).isEqualTo(id);
  }

  @Test
  void anothers_order_has_no_stream() {
    assertThat(frontEnd.get(path).refusal()).isEqualTo("404 ORDER_UNKNOWN");
  }

  @Test
  void a_customer_has_so_many_streams_at_most_and_a_closed_one_makes_room() throws IOException {
    for (int i = 0; i < 8; i++) {
      next(open("Grapevine-Guest", guest));
    }
    assertThat(frontEnd.get(path, "Grapevine-Guest", guest).refusal())
        .isEqualTo("429 TOO_MANY_REQUESTS");
    open.get(0).close();
    await()
        .until(
            () -> {
              // A write finds out that nobody reads any more.
              change(open.size() % 2 == 0 ? OrderStatus.ACCEPTED : OrderStatus.PREPARING);
              return open("Grapevine-Guest", guest).code() == 200;
            });
  }

  @Test
  void replica_managers_are_asked_to_tell_only_while_somebody_listens() throws IOException {
    assertThat(frontEnd.cluster().isWatched()).isFalse();
    Response stream = open("Grapevine-Guest", guest);
    next(stream);
    await().until(() -> frontEnd.cluster().isWatched());
  }

  @Test
  void a_head_request_opens_none() {
    HttpAnswer answer =
        frontEnd.send(frontEnd.request(path, "Grapevine-Guest", guest).head().build());
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("GET");
  }

  private void change(OrderStatus status) {
    frontEnd.cluster().move(id, status);
    tell();
  }

  private void tell() {
    Hash128 callId = CanonicalHash.parseOrderId(id).orElseThrow();
    frontEnd
        .cluster()
        .tellChanged(List.of(Subjects.ofOrder(new CallId(callId.high(), callId.low()))));
  }

  private Response open(String... headers) throws IOException {
    Response stream = frontEnd.stream(path, headers);
    open.add(stream);
    return stream;
  }
}
