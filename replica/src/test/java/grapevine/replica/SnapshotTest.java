package grapevine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.common.snapshot.SnapshotDownload;
import grapevine.database.DatabaseCopy;
import grapevine.protocol.CallId;
import grapevine.protocol.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots over HTTP: whole, resumable, few, and for holders of the key only. */
class SnapshotTest {
  @TempDir private static Path directory;
  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    cluster = new TestCluster(directory, "rm1");
    cluster.awaitReady();
    for (int n = 1; n <= 20; n++) {
      cluster.link("rm1").place(new CallId(n, n), Token.EMPTY);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void a_snapshot_is_what_the_header_says_and_a_whole_database() throws Exception {
    Path target = directory.resolve("whole.db");
    SnapshotDownload.fetch(
        URI.create("http://" + cluster.address("rm1")),
        TestCluster.KEY,
        target,
        SnapshotDownload.Progress.NONE);
    DatabaseCopy.verify(target);
  }

  @Test
  void the_rest_of_a_snapshot_can_be_asked_for_and_another_is_sent_from_its_beginning()
      throws Exception {
    HttpResponse<byte[]> whole = get("x", "x");
    assertThat(whole.statusCode()).isEqualTo(200);
    String etag = whole.headers().firstValue("ETag").orElseThrow();
    int length = whole.body().length;
    assertThat(whole.headers().firstValueAsLong("Content-Length").orElseThrow()).isEqualTo(length);

    HttpResponse<byte[]> rest = get("bytes=1000-", etag);
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValue("Content-Range"))
        .contains("bytes 1000-" + (length - 1) + "/" + length);
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 1000, length));

    assertThat(get("bytes=" + length + "-", etag).statusCode()).isEqualTo(416);

    HttpResponse<byte[]> other = get("bytes=1000-", "\"" + "0".repeat(64) + "\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body().length).isEqualTo(length);
  }

  @Test
  void two_are_kept_at_most_and_none_over_a_restart() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(get("x", "x").statusCode()).isEqualTo(200);
    }
    assertThat(kept()).isEqualTo(2);
    cluster.stop("rm1");
    cluster.restart("rm1");
    assertThat(kept()).isZero();
    cluster.awaitReady();
  }

  private static long kept() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("rm1").resolve("snapshots"))) {
      return files.count();
    }
  }

  private static HttpResponse<byte[]> get(String range, String ifRange) throws Exception {
    HttpRequest request =
        cluster
            .request("rm1", "/internal/snapshot")
            .header("Authorization", TestCluster.KEY.linkAuthorization())
            .header("Range", range)
            .header("If-Range", ifRange)
            .GET()
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
