package grapevine.common.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download over connections that break, and from replica managers that are wrong. */
class SnapshotDownloadTest {
  private static final ClusterKey KEY = ClusterKey.of("00112233445566778899aabbccddeeff");
  private static final byte[] SNAPSHOT = bytes(300_000);

  @TempDir Path directory;

  @Test
  void a_broken_download_goes_on_where_it_was() throws Exception {
    try (BrokenServer server = new BrokenServer()) {
      server.answer(head(200, SNAPSHOT, 0), Arrays.copyOf(SNAPSHOT, 100_000));
      server.answer(head(206, SNAPSHOT, 100_000), Arrays.copyOfRange(SNAPSHOT, 100_000, 250_000));
      server.answer(
          head(206, SNAPSHOT, 250_000), Arrays.copyOfRange(SNAPSHOT, 250_000, SNAPSHOT.length));
      assertThat(fetch(server)).isEqualTo(SNAPSHOT);
      List<String> requests = server.requests();
      assertThat(requests).hasSize(4);
      assertThat(requests.get(0)).startsWith("GET /healthz ").doesNotContain("Authorization");
      assertThat(requests.get(1))
          .startsWith("GET /internal/snapshot ")
          .contains(KEY.linkAuthorization())
          .doesNotContain("Range:");
      assertThat(requests.get(2))
          .contains("Range: bytes=100000-", "If-Range: \"" + sha256(SNAPSHOT) + "\"");
      assertThat(requests.get(3)).contains("Range: bytes=250000-");
    }
  }

  @Test
  void a_snapshot_that_is_gone_is_replaced_by_another_whole_one() throws Exception {
    byte[] other = bytes(200_000);
    try (BrokenServer server = new BrokenServer()) {
      server.answer(head(200, SNAPSHOT, 0), Arrays.copyOf(SNAPSHOT, 250_000));
      server.answer(head(200, other, 0), other);
      assertThat(fetch(server)).isEqualTo(other);
    }
  }

  @Test
  void a_flipped_byte_on_the_way_is_refused() throws Exception {
    byte[] flipped = SNAPSHOT.clone();
    flipped[123_456] ^= 1;
    try (BrokenServer server = new BrokenServer()) {
      server.answer(head(200, SNAPSHOT, 0), flipped);
      assertThatThrownBy(() -> fetch(server))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void another_snapshot_is_not_taken_for_the_rest_of_this_one() throws Exception {
    try (BrokenServer server = new BrokenServer()) {
      server.answer(head(200, SNAPSHOT, 0), Arrays.copyOf(SNAPSHOT, 1_000));
      byte[] other = bytes(300_000);
      other[0] ^= 1;
      server.answer(head(206, other, 1_000), Arrays.copyOfRange(other, 1_000, other.length));
      assertThatThrownBy(() -> fetch(server)).hasMessageContaining("another snapshot");
    }
  }

  @Test
  void a_wrong_key_a_full_disk_and_silence_are_told() throws Exception {
    try (BrokenServer server = new BrokenServer()) {
      server.answer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", new byte[0]);
      assertThatThrownBy(() -> fetch(server)).hasMessageContaining("is this the cluster's key");
    }
    try (BrokenServer server = new BrokenServer()) {
      server.answer(
          "HTTP/1.1 507 Full\r\nContent-Length: 5\r\n\r\n", new byte[] {65, 66, 67, 68, 69});
      assertThatThrownBy(() -> fetch(server))
          .hasMessageContaining("507")
          .hasMessageContaining("ABCDE");
    }
    URI closed;
    try (BrokenServer server = new BrokenServer()) {
      closed = server.url();
    }
    assertThatThrownBy(
            () ->
                SnapshotDownload.fetch(
                    closed, KEY, directory.resolve("x"), SnapshotDownload.Progress.NONE))
        .isInstanceOf(IOException.class);
  }

  private byte[] fetch(BrokenServer server) throws IOException {
    Path target = directory.resolve("snapshot.db");
    SnapshotDownload.fetch(server.url(), KEY, target, SnapshotDownload.Progress.NONE);
    return Files.readAllBytes(target);
  }

  private static String head(int status, byte[] whole, int from) {
    return "HTTP/1.1 "
        + status
        + " x\r\nETag: \""
        + sha256(whole)
        + "\"\r\nContent-Length: "
        + (whole.length - from)
        + "\r\nContent-Range: bytes "
        + from
        + "-"
        + (whole.length - 1)
        + "/"
        + whole.length
        + "\r\n\r\n";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
