package grapevine.database;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.common.Json;
import grapevine.common.ordering.Actor;
import grapevine.common.ordering.Operation;
import grapevine.common.ordering.OrderCommandKind;
import grapevine.common.ordering.OrderStatus;
import grapevine.common.ordering.Rfc3339;
import grapevine.database.OrderReader.Found;
import grapevine.database.OrderReader.Safety;
import grapevine.protocol.CallId;
import grapevine.protocol.Dot;
import grapevine.protocol.MemberId;
import grapevine.protocol.Payload;
import grapevine.protocol.Token;
import grapevine.protocol.Update;
import grapevine.protocol.VectorTimestamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Orders in the order in which they were executed here, which is about that of their age: so who
 * looks for old ones needs no index, but only has to remember how far he has looked. Used by one
 * thread.
 */
public final class UnansweredOrders implements AutoCloseable {
  /** In the updates of every replica manager: never to differ. */
  public static final long ANSWER_MILLIS_MAX = TimeUnit.MINUTES.toMillis(10);

  /** The search for a start need not be exact. */
  private static final long CLOSE_ENOUGH = 256;

  private static final Safety NOT_SHOWN = new Safety(VectorTimestamp.ZERO, 1);

  private final QueryReader reader;

  UnansweredOrders(QueryReader reader) {
    this.reader = reader;
  }

  /**
   * An order that is there, whatever has become of it.
   *
   * @param sequence of its row: what is executed later has a higher one
   */
  public record Placed(long sequence, CallId callId, long placedAtMillis) {
    public String orderId() {
      return CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
    }
  }

  /**
   * An order that is PLACED still.
   *
   * @param dot of its record here
   * @param lamport above all that is executed here
   */
  public record Unanswered(
      String orderId, String customerId, long placedAtMillis, Dot dot, long lamport) {
    /**
     * What lets it expire. Call id and time are derived from the order, so the same update made by
     * several replica managers is one.
     */
    public Update expiry() {
      Hash128 hash = CanonicalHash.of("grapevine/call/expire/1", utf8(orderId));
      Operation command =
          new Operation.OrderCommand(
              orderId,
              customerId,
              Actor.SYSTEM,
              OrderCommandKind.EXPIRE,
              null,
              placedAtMillis + ANSWER_MILLIS_MAX);
      return new Update(
          new CallId(hash.high(), hash.low()),
          new Token(upTo(dot), List.of(), lamport),
          lamport,
          hash.low(),
          Payload.of(Json.bytes(command)));
    }

    private static VectorTimestamp upTo(Dot dot) {
      return dot.origin().equals(MemberId.FORCED)
          ? VectorTimestamp.ZERO.withForced(dot.n())
          : VectorTimestamp.of(dot);
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Of what was executed last. */
  public long newest() {
    return reader.fresh(Snapshot::sequence);
  }

  /** The orders after one sequence number, and up to another that is not above the newest. */
  public List<Placed> between(long after, long upTo) {
    return reader.fresh(state -> state.placed(after, upTo));
  }

  /** About the last sequence number before orders that were placed since then. */
  public long before(long placedAtMillis) {
    long before = 0;
    long behind = newest();
    while (behind - before > CLOSE_ENOUGH) {
      long middle = before + (behind - before) / 2;
      Optional<Long> next = reader.fresh(state -> state.nextPlacedAtMillis(middle));
      if (next.isPresent() && next.get() < placedAtMillis) {
        before = middle;
      } else {
        behind = middle;
      }
    }
    return before;
  }

  /** Empty when it has been answered, or is no order. */
  public Optional<Unanswered> find(CallId order) {
    return reader.fresh(state -> find(order, state));
  }

  static Optional<Unanswered> find(CallId callId, Snapshot state) throws Snapshot.Outdated {
    String orderId = CanonicalHash.orderId(new Hash128(callId.high(), callId.low()));
    Optional<Found> found =
        new OrderReader(state, NOT_SHOWN)
            .find(orderId)
            .filter(order -> order.exactStatus() == OrderStatus.PLACED);
    Optional<OperationRow> row = state.operation(callId);
    if (found.isEmpty() || row.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Unanswered(
            orderId,
            found.get().customerId(),
            Rfc3339.toMillis(found.get().order().placedAt()),
            row.get().dot(),
            state.timestamps().lamport() + 1));
  }

  @Override
  public void close() {
    reader.close();
  }
}
