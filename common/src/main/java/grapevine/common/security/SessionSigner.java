package grapevine.common.security;

import grapevine.common.Json;
import grapevine.common.JsonRefused;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Sessions as clients carry them: base64url of the session and a MAC over it. Signed, not
 * encrypted: there is no secret in it. That it was ended is not in it. Safe for any number of
 * threads.
 */
public final class SessionSigner {
  public static final int TEXT_LENGTH_MAX = 2048;
  public static final long LIFETIME_MILLIS = TimeUnit.HOURS.toMillis(12);

  private static final int MAC_BYTES = 32;

  private final MacKey key;

  /** What became of a session that a client showed. */
  public sealed interface Verdict {
    record Valid(Session session) implements Verdict {}

    record Refused(TokenRefusal refusal) implements Verdict {}
  }

  public SessionSigner(ClusterKey clusterKey) {
    key = clusterKey.keyFor("grapevine/session/1");
  }

  public String sign(Session session) {
    byte[] body = Json.bytes(session);
    byte[] signed = Arrays.copyOf(body, body.length + MAC_BYTES);
    System.arraycopy(macOf(body, body.length), 0, signed, body.length, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  public Verdict verify(String text, long nowMillis) {
    if (text.length() > TEXT_LENGTH_MAX) {
      return new Verdict.Refused(TokenRefusal.INVALID);
    }
    try {
      return verify(Base64.getUrlDecoder().decode(text), nowMillis);
    } catch (IllegalArgumentException | JsonRefused e) {
      return new Verdict.Refused(TokenRefusal.INVALID);
    }
  }

  // The MAC first: nothing of a session is believed, or even parsed, before it.
  private Verdict verify(byte[] bytes, long nowMillis) {
    int length = bytes.length - MAC_BYTES;
    if (length <= 0) {
      return new Verdict.Refused(TokenRefusal.INVALID);
    }
    byte[] shown = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(macOf(bytes, length), shown)) {
      return new Verdict.Refused(TokenRefusal.INVALID);
    }
    Session session = Json.readOwn(Arrays.copyOf(bytes, length), Session.class);
    return session.expiresAtMillis() <= nowMillis
        ? new Verdict.Refused(TokenRefusal.EXPIRED)
        : new Verdict.Valid(session);
  }

  private byte[] macOf(byte[] bytes, int length) {
    return Arrays.copyOf(key.mac(bytes, length), MAC_BYTES);
  }
}
