package grapevine.common.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people tell one another: its exact JSON, which is stored for ever, and its bounds. */
class TalkTest {
  private static final Hash128 HASH = new Hash128(1, 2);
  private static final String ORDER = CanonicalHash.orderId(HASH);
  private static final Author ANN = new Author("g-1", "a-1", "Ann");

  @Test
  void operations_are_written_with_their_facts_in_a_fixed_order() {
    assertWritten(
        new Operation.PostNotice(ANN, "Hello", 5),
        """
        {"op":"post-notice","by":{"customerId":"g-1","accountId":"a-1","name":"Ann"},"text":"Hello","atMillis":5}""");
    assertWritten(
        new Operation.PostMessage(
            ThreadKind.ORDER, Threads.ofOrder("o-1"), null, "o-1", ANN, Role.CUSTOMER, "Hi", 5),
        """
        {"op":"post-message","kind":"ORDER","thread":"order/o-1","inbox":null,"about":"o-1",\
        "by":{"customerId":"g-1","accountId":"a-1","name":"Ann"},"as":"CUSTOMER","text":"Hi","atMillis":5}""");
    assertWritten(
        new Operation.MarkRead(Threads.inboxOf("a-1"), List.of("m-1"), 5),
        """
        {"op":"mark-read","inbox":"account/a-1","ids":["m-1"],"atMillis":5}""");
    assertWritten(
        new Operation.WriteReview(ORDER, "r", ANN, 4, null, 5),
        "{\"op\":\"write-review\",\"orderId\":\""
            + ORDER
            + "\",\"restaurantId\":\"r\",\"by\":{\"customerId\":\"g-1\",\"accountId\":\"a-1\",\"name\":\"Ann\"},"
            + "\"stars\":4,\"text\":null,\"atMillis\":5}");
  }

  @Test
  void texts_stars_and_lists_have_bounds() {
    refused(() -> new Operation.PostNotice(ANN, " ", 5), "text is required");
    refused(() -> new Operation.PostNotice(ANN, "x".repeat(1001), 5), "text has more than 1000");
    refused(() -> new Operation.PostNotice(null, "x", 5), "by is required");
    refused(() -> new Operation.WriteReview(ORDER, "r", ANN, 0, "x", 5), "stars must be");
    refused(() -> new Operation.WriteReview(ORDER, "r", ANN, 6, "x", 5), "stars must be");
    refused(() -> new Operation.WriteReview("o-1", "r", ANN, 5, "x", 5), "not the id of an order");
    refused(
        () -> new Operation.MarkRead("account/a", Collections.nCopies(101, "m-1"), 5),
        "ids has more than 100");
    refused(
        () -> new Operation.PostMessage(ThreadKind.DIRECT, "", null, null, ANN, null, "x", 5),
        "kind and as are required");
  }

  @Test
  void a_thread_of_two_is_the_same_for_both_and_no_others() {
    assertThat(Threads.between("b", "a")).isEqualTo(Threads.between("a", "b"));
    assertThat(Threads.between("a/b", "c")).isNotEqualTo(Threads.between("a", "b/c"));
    assertThat(Threads.between("x".repeat(99) + "/", "/".repeat(100)))
        .hasSizeLessThan(Bounds.THREAD_CHARS);
  }

  @Test
  void a_guest_is_shown_as_such_and_nobodys_ids_are_shown() {
    Author guest = new Author("g-2", null, null);
    Notice notice = Notice.of(HASH, new Operation.PostNotice(guest, "Hello", 0));
    assertThat(Json.text(notice))
        .isEqualTo(
            "{\"id\":\"n-"
                + HASH.base32()
                + "\",\"text\":\"Hello\",\"by\":\"a guest\",\"at\":\"1970-01-01T00:00:00.000Z\"}");
  }

  @Test
  void what_is_causal_is_not_understood_when_it_is_forced() {
    Payload forced = Payload.of(Json.bytes(new Operation.PostNotice(ANN, "Hello", 5)));
    ForcedState nothing =
        new ForcedState() {
          @Override
          public Optional<byte[]> get(String key) {
            return Optional.empty();
          }

          @Override
          public void put(String key, byte[] fact) {
            throw new AssertionError("nothing is to be written");
          }
        };
    assertThat(ForcedRules.decide(new CallId(1, 2), forced, nothing).result())
        .isEqualTo(new ForcedResult.NotUnderstood());
  }

  private static void assertWritten(Operation operation, String json) {
    assertThat(Json.text(operation)).isEqualTo(json);
    assertThat(Json.read(json, Operation.class)).isEqualTo(operation);
  }

  private static void refused(Runnable making, String message) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageContaining(message);
  }
}
