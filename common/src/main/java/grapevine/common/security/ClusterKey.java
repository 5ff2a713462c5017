package grapevine.common.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that all processes of a cluster share. It is never used itself: each purpose has its
 * own key derived from it, so that what one purpose gives away is of no use to another.
 */
public final class ClusterKey {
  public static final int KEY_BYTES_MIN = 16;
  public static final int FILE_BYTES_MAX = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterKey.class);
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");
  private static final String BEARER = "Bearer ";
  private static final int CLUSTER_ID_BYTES = 4;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final MacKey root;
  private final String linkCredential;
  private final byte[] clusterId;

  private ClusterKey(byte[] secret) {
    root = new MacKey(secret);
    linkCredential = HexFormat.of().formatHex(root.mac("grapevine/link/1"));
    clusterId = Arrays.copyOf(root.mac("grapevine/cluster-id/1"), CLUSTER_ID_BYTES);
  }

  /**
   * Hex digits, or any text, of at least {@value #KEY_BYTES_MIN} bytes; white space around it does
   * not count.
   */
  public static ClusterKey read(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(FILE_BYTES_MAX + 1);
    }
    if (content.length > FILE_BYTES_MAX) {
      throw new IllegalArgumentException(
          file + " is no cluster key: it has more than " + FILE_BYTES_MAX + " bytes");
    }
    warnWhenOthersMayRead(file);
    return of(new String(content, StandardCharsets.UTF_8), file.toString());
  }

  public static ClusterKey of(String text) {
    return of(text, "the cluster key");
  }

  private static ClusterKey of(String text, String source) {
    String trimmed = text.strip();
    byte[] secret =
        HEX.matcher(trimmed).matches()
            ? HexFormat.of().parseHex(trimmed)
            : trimmed.getBytes(StandardCharsets.UTF_8);
    if (secret.length < KEY_BYTES_MIN) {
      throw new IllegalArgumentException(
          source
              + " is too short for a cluster key: put at least "
              + 2 * KEY_BYTES_MIN
              + " random hex digits in it (openssl rand -hex 32)");
    }
    return new ClusterKey(secret);
  }

  private static void warnWhenOthersMayRead(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      LOG.warn("others than the owner may use the cluster key {}: chmod 600 it", file);
    }
  }

  /** What a process shows to open a link. */
  public String linkCredential() {
    return linkCredential;
  }

  /** In constant time, so that an answer's delay does not tell how much was right. */
  public boolean isLinkCredential(String credential) {
    return credential != null
        && MessageDigest.isEqual(
            linkCredential.getBytes(StandardCharsets.UTF_8),
            credential.getBytes(StandardCharsets.UTF_8));
  }

  /** The value of the {@code Authorization} header that carries the credential. */
  public String linkAuthorization() {
    return BEARER + linkCredential;
  }

  /**
   * @param header the value of the {@code Authorization} header, null when there is none
   */
  public boolean isLinkAuthorization(String header) {
    return header != null
        && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && isLinkCredential(header.substring(BEARER.length()).strip());
  }

  /** Names the cluster without giving anything away: eight hex digits. */
  public String clusterId() {
    return HexFormat.of().formatHex(clusterId);
  }

  byte[] clusterIdBytes() {
    return clusterId.clone();
  }

  MacKey keyFor(String purpose) {
    return root.derive(purpose);
  }

  @Override
  public String toString() {
    return "key of cluster " + clusterId();
  }
}
