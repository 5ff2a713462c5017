package grapevine.common.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of HMAC-SHA256 (RFC 2104). Safe for any number of threads. */
final class MacKey {
  private static final String ALGORITHM = "HmacSHA256";

  // A Mac has state, and looking one up and keying it costs more than the MAC of a short message.
  // Keys are few and live as long as the process, so each has one for each thread.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Mac> macs;

  MacKey(byte[] key) {
    SecretKeySpec spec = new SecretKeySpec(key, ALGORITHM);
    macs = ThreadLocal.withInitial(() -> newMac(spec));
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
    Mac mac = macs.get();
    mac.update(message, 0, length);
    return mac.doFinal();
  }

  private static Mac newMac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }
}
