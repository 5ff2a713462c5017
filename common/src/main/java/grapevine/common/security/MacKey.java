package grapevine.common.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of HMAC-SHA256 (RFC 2104). Safe for any number of threads. */
final class MacKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  MacKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * A key for one purpose: knowing it tells nothing about this one or about those of other
   * purposes.
   */
  MacKey derive(String purpose) {
    return new MacKey(mac(purpose));
  }

  byte[] mac(String text) {
    return mac(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] mac(byte[] message) {
    return mac(message, message.length);
  }

  /** Of the first bytes of the message. */
  byte[] mac(byte[] message, int length) {
    try {
      // A Mac has state, and making one costs less than sharing one.
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(message, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }
}
