package grapevine.database;

import static grapevine.database.Samples.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.ordering.Author;
import grapevine.common.ordering.ForcedFacts;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.Role;
import grapevine.common.ordering.Service;
import grapevine.common.ordering.Subjects;
import grapevine.common.ordering.ThreadKind;
import grapevine.common.ordering.Threads;
import grapevine.protocol.CallId;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What replica managers tell is what front ends wait for: the keys of {@link Subjects}. */
class ChangedKeysTest {
  private static final Author ANN = new Author(CUSTOMER, "a-ann", "Ann");
  private static final String BOBS_INBOX = Threads.inboxOf("a-bob");

  @TempDir Path directory;
  private final TreeSet<Long> told = new TreeSet<>();
  private boolean isListening = true;
  private OrderRows rows;

  @BeforeEach
  void open() {
    rows = new OrderRows(directory);
    rows.observe(
        new ChangeListener() {
          @Override
          public boolean isListening() {
            return isListening;
          }

          @Override
          public void changed(List<Long> keys, VectorTimestamp value) {
            told.addAll(keys);
          }
        });
  }

  @AfterEach
  void close() {
    rows.close();
  }

  @Test
  void a_new_order_is_told_to_its_customer_and_its_restaurant() {
    rows.place("a", Service.DELIVERY, 1_000);
    assertThat(told())
        .containsExactlyInAnyOrder(
            ofOrder("a"),
            Subjects.ofCustomer(CUSTOMER),
            Subjects.ofRestaurant(OrderRows.RESTAURANT));
  }

  @Test
  void a_move_is_told_to_who_watches_the_order_and_an_accepted_one_to_all_couriers() {
    rows.place("a", Service.DELIVERY, 1_000);
    told();
    rows.command("a", OrderCommandKind.ACCEPT, 2_000, null);
    assertThat(told()).contains(ofOrder("a"), Subjects.ofDeliveries());
    rows.command("a", OrderCommandKind.PREPARE, 3_000, null);
    assertThat(told()).contains(ofOrder("a")).doesNotContain(Subjects.ofDeliveries());
  }

  @Test
  void a_claim_is_told_to_who_watches_the_order_and_to_who_has_it() {
    rows.place("a", Service.DELIVERY, 1_000);
    told();
    rows.claim("a", "a-bob");
    assertThat(told()).contains(ofClaim("a"), Subjects.ofCourier("a-bob"));
    rows.release("a", "a-bob");
    assertThat(told()).as("it is in the list of who had it").contains(ofClaim("a"));
  }

  @Test
  void a_message_is_told_to_its_inbox_and_what_is_read_to_its_reader() {
    rows.make(
        "m",
        new Operation.PostMessage(
            ThreadKind.DIRECT,
            Threads.between("a-ann", "a-bob"),
            BOBS_INBOX,
            null,
            ANN,
            Role.CUSTOMER,
            "Lunch?",
            1_000));
    assertThat(told()).contains(Subjects.ofInbox(BOBS_INBOX));
    rows.make("r", new Operation.MarkRead(BOBS_INBOX, List.of("m"), 2_000));
    assertThat(told()).contains(Subjects.ofReads(BOBS_INBOX));
  }

  @Test
  void nothing_is_told_while_nobody_listens() {
    isListening = false;
    rows.place("a", Service.DELIVERY, 1_000);
    assertThat(told()).isEmpty();
  }

  /** Since it was asked last. */
  private List<Long> told() {
    rows.commit();
    List<Long> now = List.copyOf(told);
    told.clear();
    return now;
  }

  private static long ofOrder(String key) {
    Hash128 callId = CanonicalHash.parseOrderId(Samples.orderId(key)).orElseThrow();
    return Subjects.ofOrder(new CallId(callId.high(), callId.low()));
  }

  private static long ofClaim(String key) {
    return Subjects.ofFact(ForcedFacts.claimKey(Samples.orderId(key))).high();
  }
}
