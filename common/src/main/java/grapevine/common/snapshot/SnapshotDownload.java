package grapevine.common.snapshot;

import grapevine.common.Sha256;
import grapevine.common.security.ClusterKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches a snapshot into a file: goes on where a broken connection left off, and believes the
 * result only when it has the checksum that was announced. The file is synced when this returns.
 */
public final class SnapshotDownload {
  public static final String PATH = "/internal/snapshot";

  private static final int CONNECT_MILLIS = 3_000;

  /** Before the first byte the replica manager makes the snapshot. */
  private static final int SILENCE_MILLIS = 120_000;

  private static final int TRIES_MAX = 100;
  private static final int TRIES_WITHOUT_PROGRESS_MAX = 4;
  private static final long PAUSE_NANOS = 250_000_000;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int DETAIL_BYTES_MAX = 2_000;
  private static final Pattern ETAG = Pattern.compile("\"([0-9a-f]{64})\"");
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

  /** It holds every customer's name and address. */
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final URI source;
  private final ClusterKey key;
  private final FileChannel target;
  private final Progress progress;
  private MessageDigest digest = Sha256.newDigest();
  private String announced;
  private long done;
  private long total;

  /** Hears how far it is; must not throw. */
  public interface Progress {
    Progress NONE = (done, total) -> {};

    void at(long done, long total);
  }

  /** That another try cannot help: the request itself was refused. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private SnapshotDownload(URI source, ClusterKey key, FileChannel target, Progress progress) {
    this.source = source;
    this.key = key;
    this.target = target;
    this.progress = progress;
  }

  /**
   * @param replicaManager its base URL
   * @param target is overwritten; after a failure what is in it means nothing
   * @throws IOException it could not be fetched whole; the message says why
   */
  public static void fetch(URI replicaManager, ClusterKey key, Path target, Progress progress)
      throws IOException {
    try (FileChannel file =
        FileChannel.open(
            target,
            EnumSet.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING),
            OWNER_ONLY)) {
      requireAlive(replicaManager.resolve("/healthz"));
      new SnapshotDownload(replicaManager.resolve(PATH), key, file, progress).fetch();
      file.force(true);
    }
  }

  /** Making a snapshot may take long: who is dead shall be known before that. */
  private static void requireAlive(URI health) throws IOException {
    HttpURLConnection connection = open(health);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(CONNECT_MILLIS);
    try {
      connection.getResponseCode();
    } catch (IOException e) {
      throw new IOException(health + ": " + e.getMessage(), e);
    } finally {
      connection.disconnect();
    }
  }

  private void fetch() throws IOException {
    int fruitless = 0;
    for (int tried = 1; ; tried++) {
      long before = done;
      try {
        if (fetchMore()) {
          return;
        }
        throw new IOException("the connection ended early");
      } catch (Refused e) {
        throw e;
      } catch (IOException e) {
        fruitless = done > before ? 0 : fruitless + 1;
        if (fruitless == TRIES_WITHOUT_PROGRESS_MAX || tried == TRIES_MAX) {
          throw new IOException(source + ": " + e.getMessage(), e);
        }
        LockSupport.parkNanos(PAUSE_NANOS * fruitless);
      }
    }
  }

  /** One request; true when everything is here and has the announced checksum. */
  private boolean fetchMore() throws IOException {
    HttpURLConnection connection = connect();
    try {
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        begin(connection);
      } else if (status == HttpURLConnection.HTTP_PARTIAL) {
        requireContinuation(connection);
      } else {
        throw refusal(status, connection);
      }
      try (InputStream body = connection.getInputStream()) {
        take(body);
      }
    } finally {
      connection.disconnect();
    }
    return done == total && isAsAnnounced();
  }

  private HttpURLConnection connect() throws IOException {
    HttpURLConnection connection = open(source);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    // The credential is for this replica manager only.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", key.linkAuthorization());
    connection.setRequestProperty("Connection", "close");
    if (announced != null && done > 0) {
      connection.setRequestProperty("Range", "bytes=" + done + "-");
      connection.setRequestProperty("If-Range", "\"" + announced + "\"");
    }
    return connection;
  }

  private static HttpURLConnection open(URI url) throws IOException {
    try {
      if (url.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection connection) {
        return connection;
      }
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new Refused(url + " is not a replica manager's URL: " + e.getMessage());
    }
    throw new Refused(url + " is not a replica manager's URL: it must begin with http");
  }

  /** A snapshot from its first byte; what was here of another one is dropped. */
  private void begin(HttpURLConnection connection) throws IOException {
    announced = announced(connection);
    total = connection.getContentLengthLong();
    if (total < 0) {
      throw new Refused(source + " does not say how long the snapshot is");
    }
    digest = Sha256.newDigest();
    done = 0;
    target.truncate(0);
    target.position(0);
  }

  private void requireContinuation(HttpURLConnection connection) throws IOException {
    String range = connection.getHeaderField("Content-Range");
    Matcher matcher = CONTENT_RANGE.matcher(range == null ? "" : range);
    boolean continues =
        announced(connection).equals(announced)
            && matcher.matches()
            && Long.parseLong(matcher.group(1)) == done
            && Long.parseLong(matcher.group(2)) == total;
    if (!continues) {
      throw new Refused(source + " continues another snapshot: try again");
    }
  }

  private String announced(HttpURLConnection connection) throws IOException {
    String etag = connection.getHeaderField("ETag");
    Matcher matcher = ETAG.matcher(etag == null ? "" : etag);
    if (!matcher.matches()) {
      throw new Refused(source + " is not a replica manager: it announces no checksum");
    }
    return matcher.group(1);
  }

  private void take(InputStream body) throws IOException {
    OutputStream out = Channels.newOutputStream(target);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      if (done + read > total) {
        throw new Refused(source + " sends more than it announced");
      }
      out.write(buffer, 0, read);
      digest.update(buffer, 0, read);
      done += read;
      progress.at(done, total);
    }
  }

  private boolean isAsAnnounced() throws IOException {
    if (!HexFormat.of().formatHex(digest.digest()).equals(announced)) {
      throw new Refused(
          source + " sent a snapshot that does not have its checksum: try again, check its disk");
    }
    return true;
  }

  private IOException refusal(int status, HttpURLConnection connection) throws IOException {
    String answer = "status " + status + detail(connection);
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return new Refused(source + " refuses the credential: is this the cluster's key?");
    }
    return status == HttpURLConnection.HTTP_UNAVAILABLE
        ? new IOException(answer)
        : new Refused(source + " answers with " + answer);
  }

  private static String detail(HttpURLConnection connection) throws IOException {
    try (InputStream error = connection.getErrorStream()) {
      return error == null
          ? ""
          : " " + new String(error.readNBytes(DETAIL_BYTES_MAX), StandardCharsets.UTF_8);
    }
  }
}
