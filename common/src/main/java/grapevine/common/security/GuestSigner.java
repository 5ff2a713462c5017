package grapevine.common.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Guests: customers who have not said who they are. A guest id is not secret; its signature is what
 * proves that a client was given it, so only signed ids go out and only verified ones count. Never
 * expires: own orders must stay reachable.
 */
public final class GuestSigner {
  public static final int TEXT_LENGTH_MAX = 128;

  private static final int ID_BYTES = 16;
  private static final int MAC_BYTES = 16;

  private final MacKey signingKey;
  private final MacKey derivingKey;
  private final SecureRandom random = new SecureRandom();

  public GuestSigner(ClusterKey clusterKey) {
    signingKey = clusterKey.keyFor("grapevine/guest-signature/1");
    derivingKey = clusterKey.keyFor("grapevine/guest-of-key/1");
  }

  public String newGuest() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return guestId(id);
  }

  /**
   * The guest of a first write without identity: its retry, through whichever front end, is the
   * same guest.
   */
  public String guestOf(String idempotencyKey) {
    return guestId(derivingKey.mac(idempotencyKey));
  }

  public String sign(String guestId) {
    return guestId + "." + signatureOf(guestId);
  }

  /** The guest id; empty when this cluster has not signed it. */
  public Optional<String> verify(String signed) {
    int dot = signed.lastIndexOf('.');
    if (dot < 0 || signed.length() > TEXT_LENGTH_MAX) {
      return Optional.empty();
    }
    // Whatever stands before a right signature has the shape of an id: nothing else is signed.
    String guestId = signed.substring(0, dot);
    byte[] expected = signatureOf(guestId).getBytes(StandardCharsets.UTF_8);
    byte[] shown = signed.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, shown) ? Optional.of(guestId) : Optional.empty();
  }

  private String signatureOf(String guestId) {
    byte[] mac = Arrays.copyOf(signingKey.mac(guestId), MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  private static String guestId(byte[] bytes) {
    return "g-" + HexFormat.of().formatHex(bytes, 0, ID_BYTES);
  }
}
