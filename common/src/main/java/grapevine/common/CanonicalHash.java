package grapevine.common;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Ids that every process derives alike: SHA-256 cut to 128 bits, over length-prefixed parts, so
 * that no two lists of parts run together. The first part names the purpose; changing a derivation
 * makes old retries new orders.
 */
public final class CanonicalHash {
  private static final String ORDER_PREFIX = "o-";
  private static final String ACCOUNT_PREFIX = "a-";
  private static final String DISH_PREFIX = "d-";
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(Sha256::newDigest);

  private CanonicalHash() {}

  /**
   * The call id of an update: the same customer and key are the same update, whichever front end
   * sends it.
   */
  public static Hash128 callId(String customerId, String idempotencyKey) {
    return of("grapevine/call/1", utf8(customerId), utf8(idempotencyKey));
  }

  /** For other writes than orders: the path and the body as received. */
  public static Hash128 requestHash(String path, byte[] body) {
    return of("grapevine/request/1", utf8(path), body);
  }

  public static String orderId(Hash128 callId) {
    return ORDER_PREFIX + callId.base32();
  }

  /** Of the account that the update of this call id creates. */
  public static String accountId(Hash128 callId) {
    return ACCOUNT_PREFIX + callId.hex();
  }

  /** Of the dish that the update of this call id adds to a menu. */
  public static String dishId(Hash128 callId) {
    return DISH_PREFIX + callId.base32();
  }

  /** The call id inside an order id; empty when no order can have this id. */
  public static Optional<Hash128> parseOrderId(String orderId) {
    if (!orderId.startsWith(ORDER_PREFIX)) {
      return Optional.empty();
    }
    return Hash128.parseBase32(orderId.substring(ORDER_PREFIX.length()));
  }

  /** The first 128 bits of SHA-256 over the purpose and the parts. */
  public static Hash128 of(String purpose, byte[]... parts) {
    MessageDigest sha256 = SHA256.get();
    addPart(sha256, utf8(purpose));
    for (byte[] part : parts) {
      addPart(sha256, part);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new Hash128(digest.getLong(), digest.getLong());
  }

  private static void addPart(MessageDigest sha256, byte[] part) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      sha256.update((byte) (part.length >>> shift));
    }
    sha256.update(part);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
