package grapevine.replica;

import grapevine.common.snapshot.SnapshotDownload;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /internal/snapshot}: a new copy of the database, or the rest of one that was begun
 * before ({@code Range} with {@code If-Range}). Blocks no thread while a copy is made or sent.
 */
final class SnapshotEndpoint {
  static final String PATH = SnapshotDownload.PATH;
  private static final int DOWNLOADS_MAX = 4;
  private static final Pattern REST = Pattern.compile("bytes=(\\d{1,18})-");
  private static final Pattern ETAG = Pattern.compile("\"([0-9a-f]{64})\"");
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotEndpoint.class);

  private final SnapshotStore store;
  private final Semaphore places = new Semaphore(DOWNLOADS_MAX);

  SnapshotEndpoint(SnapshotStore store) {
    this.store = store;
  }

  void serve(Request request, Response response, Callback callback) {
    if (!places.tryAcquire()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 5);
      Problem.of(503, "TOO_MANY_SNAPSHOTS", "others are downloading: try again later")
          .write(response, callback);
      return;
    }
    Runnable leave = places::release;
    Callback ended = Callback.from(callback, leave);
    // Nothing moves on the connection while the copy is made.
    request.addIdleTimeoutListener(silence -> false);
    Optional<SnapshotStore.Snapshot> begun = begun(request);
    if (begun.isPresent()) {
      send(begun.get(), offset(request), response, ended);
    } else {
      store.make(
          (snapshot, failure) -> {
            if (failure == null) {
              send(snapshot, 0, response, ended);
            } else {
              refuse(failure, response, ended);
            }
          });
    }
  }

  /** The one that the caller has a part of, if it is still here. */
  private Optional<SnapshotStore.Snapshot> begun(Request request) {
    String condition = request.getHeaders().get(HttpHeader.IF_RANGE);
    Matcher etag = ETAG.matcher(condition == null ? "" : condition);
    return etag.matches() && offset(request) > 0 ? store.find(etag.group(1)) : Optional.empty();
  }

  private static long offset(Request request) {
    String range = request.getHeaders().get(HttpHeader.RANGE);
    Matcher rest = REST.matcher(range == null ? "" : range);
    return rest.matches() ? Long.parseLong(rest.group(1)) : 0;
  }

  private static void send(
      SnapshotStore.Snapshot snapshot, long offset, Response response, Callback callback) {
    long bytes = snapshot.bytes();
    response.getHeaders().put(HttpHeader.ETAG, "\"" + snapshot.sha256() + "\"");
    response.getHeaders().put(HttpHeader.ACCEPT_RANGES, "bytes");
    if (offset >= bytes) {
      response.getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + bytes);
      Problem.of(416, "RANGE_NOT_SATISFIABLE", "the snapshot has " + bytes + " bytes")
          .write(response, callback);
      return;
    }
    byte[] sha256 = HexFormat.of().parseHex(snapshot.sha256());
    response
        .getHeaders()
        .put("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/vnd.sqlite3");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes - offset);
    if (offset > 0) {
      response.setStatus(206);
      response
          .getHeaders()
          .put(HttpHeader.CONTENT_RANGE, "bytes " + offset + "-" + (bytes - 1) + "/" + bytes);
    }
    Content.copy(Content.Source.from(snapshot.file(), offset, bytes - offset), response, callback);
  }

  private static void refuse(Throwable failure, Response response, Callback callback) {
    if (failure instanceof SnapshotStore.NoRoom) {
      Problem.of(507, "DISK_FULL", failure.getMessage()).write(response, callback);
    } else {
      LOG.warn("no snapshot could be made", failure);
      Problem.of(503, "SNAPSHOT_FAILED", "no snapshot could be made: " + failure.getMessage())
          .write(response, callback);
    }
  }
}
