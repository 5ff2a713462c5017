package grapevine.common.ordering;

import grapevine.common.CanonicalHash;
import grapevine.common.Hash128;
import grapevine.protocol.CallId;
import grapevine.protocol.Payload;
import java.nio.charset.StandardCharsets;

/**
 * What operations are listed under, and watched by. On disks, and told from replica managers to
 * front ends: never to change.
 */
public final class Subjects {
  private Subjects() {}

  public static long ofCustomer(String customerId) {
    return Payload.of(customerId).fingerprint(0);
  }

  public static long ofRestaurant(String restaurantId) {
    return ofCustomer("restaurant/" + restaurantId);
  }

  /** Of an order its events are listed under this; two orders may have one. */
  public static long ofOrder(CallId order) {
    return order.high();
  }

  /** What a courier has claimed. */
  public static long ofCourier(String accountId) {
    return ofCustomer("courier/" + accountId);
  }

  /** Deliveries that were accepted, for all couriers. */
  public static long ofDeliveries() {
    return ofCustomer("deliveries");
  }

  /**
   * @param inbox a word of {@link Threads}
   */
  public static long ofInbox(String inbox) {
    return ofCustomer("inbox/" + inbox);
  }

  /** What the owner of an inbox has read. */
  public static long ofReads(String inbox) {
    return ofCustomer("reads/" + inbox);
  }

  /** The call id that the row of a fact has, by its key. */
  public static CallId ofFact(String key) {
    Hash128 hash = CanonicalHash.of("grapevine/fact/1", key.getBytes(StandardCharsets.UTF_8));
    return new CallId(hash.high(), hash.low());
  }
}
