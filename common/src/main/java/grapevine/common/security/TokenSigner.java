package grapevine.common.security;

import grapevine.common.codec.ByteSink;
import grapevine.common.codec.ByteSource;
import grapevine.common.codec.MalformedMessageException;
import grapevine.common.codec.WireCodec;
import grapevine.protocol.Token;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Causal tokens as clients carry them (R4): base64url of version, cluster id, expiry, token and a
 * MAC over all of it. Signed, not encrypted: a client may read its own. Safe for any number of
 * threads.
 */
public final class TokenSigner {
  public static final int TEXT_LENGTH_MAX = 8192;
  public static final long LIFETIME_MILLIS = TimeUnit.DAYS.toMillis(7);

  private static final int VERSION = 1;
  private static final int MAC_BYTES = 16;
  private static final int BODY_BYTES_MAX = TEXT_LENGTH_MAX;

  private final MacKey key;
  private final byte[] clusterId;

  /** What became of a token that a client showed. */
  public sealed interface Verdict {
    record Valid(Token token) implements Verdict {}

    record Refused(TokenRefusal refusal) implements Verdict {}
  }

  public TokenSigner(ClusterKey clusterKey) {
    key = clusterKey.keyFor("grapevine/token/1");
    clusterId = clusterKey.clusterIdBytes();
  }

  /**
   * @param nowMillis since the epoch; the token is good for {@link #LIFETIME_MILLIS} from then
   */
  public String sign(Token token, long nowMillis) {
    ByteSink sink = new ByteSink();
    sink.putByte(VERSION);
    sink.putRaw(clusterId);
    sink.putLong(nowMillis + LIFETIME_MILLIS);
    sink.putBytes(WireCodec.encode(token), BODY_BYTES_MAX);
    byte[] signed = sink.toBytes();
    sink.putRaw(macOf(signed, signed.length));
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(sink.toBytes());
    if (text.length() > TEXT_LENGTH_MAX) {
      throw new IllegalStateException(
          "a token of " + text.length() + " characters: at most " + TEXT_LENGTH_MAX);
    }
    return text;
  }

  public Verdict verify(String text, long nowMillis) {
    if (text.length() > TEXT_LENGTH_MAX) {
      return new Verdict.Refused(TokenRefusal.INVALID);
    }
    try {
      return verify(Base64.getUrlDecoder().decode(text), nowMillis);
    } catch (IllegalArgumentException | MalformedMessageException e) {
      return new Verdict.Refused(TokenRefusal.INVALID);
    }
  }

  // The MAC first: nothing of a token is believed, or even parsed, before it.
  private Verdict verify(byte[] bytes, long nowMillis) throws MalformedMessageException {
    int signedLength = bytes.length - MAC_BYTES;
    if (signedLength <= 0) {
      throw new MalformedMessageException("shorter than its signature");
    }
    byte[] shown = Arrays.copyOfRange(bytes, signedLength, bytes.length);
    if (!MessageDigest.isEqual(macOf(bytes, signedLength), shown)) {
      throw new MalformedMessageException("not signed by this cluster");
    }
    ByteSource source = new ByteSource(Arrays.copyOf(bytes, signedLength));
    int version = source.readByte();
    byte[] cluster = source.readRaw(clusterId.length);
    if (version != VERSION || !Arrays.equals(cluster, clusterId)) {
      throw new MalformedMessageException("of another version or cluster");
    }
    if (source.readLong() <= nowMillis) {
      return new Verdict.Refused(TokenRefusal.EXPIRED);
    }
    byte[] body = source.readBytes(BODY_BYTES_MAX);
    source.requireEnd();
    return new Verdict.Valid(WireCodec.decodeToken(body));
  }

  private byte[] macOf(byte[] bytes, int length) {
    return Arrays.copyOf(key.mac(bytes, length), MAC_BYTES);
  }
}
