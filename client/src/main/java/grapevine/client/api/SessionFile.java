package grapevine.client.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps a {@link Session} in a file that only its owner may read, replaced as a whole and never in
 * part. Two clients may share one: the tokens of both are then kept and sent, so that neither loses
 * sight of its writes. Thread-safe.
 */
public final class SessionFile {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SIZE_LIMIT_BYTES = 64 * 1024;
  private static final int TOKENS_MAX = 4;

  private final Path path;
  private final Consumer<String> notice;
  private Session session;
  private String tokenLastSeenInFile;
  private String loginLastSeenInFile;
  private boolean saidUnwritable;

  public SessionFile(Path path, Consumer<String> notice) {
    this.path = path.toAbsolutePath();
    this.notice = notice;
    this.session = read(true);
    this.tokenLastSeenInFile = session.causalToken();
    this.loginLastSeenInFile = session.login();
  }

  public synchronized Session session() {
    return session;
  }

  /** Takes over what a response said; writes only when something changed. */
  public synchronized void replace(Session next) {
    if (next.equals(session)) {
      return;
    }
    session = next;
    try {
      write(merged(next));
    } catch (IOException | UnsupportedOperationException e) {
      if (!saidUnwritable) {
        saidUnwritable = true;
        notice.accept(
            "The session cannot be kept in " + path + " (" + e + "); name another with --session.");
      }
    }
  }

  /**
   * Adds the tokens another client put into the file since we looked, unless it is another guest.
   */
  private Session merged(Session mine) {
    Session onDisk = read(false);
    // Who has not logged in or out himself goes on as who has.
    boolean isOthersLogin =
        !onDisk.equals(Session.EMPTY) && Objects.equals(mine.login(), loginLastSeenInFile);
    Session next = isOthersLogin ? mine.withLogin(onDisk.login()) : mine;
    session = next;
    boolean othersToken =
        onDisk.causalToken() != null
            && next.causalToken() != null
            && !onDisk.causalToken().equals(tokenLastSeenInFile)
            && Objects.equals(onDisk.guest(), next.guest());
    if (!othersToken) {
      return next;
    }
    Set<String> tokens = new LinkedHashSet<>(List.of(next.causalToken().split(",", -1)));
    for (String token : onDisk.causalToken().split(",", -1)) {
      if (tokens.size() < TOKENS_MAX) {
        tokens.add(token.trim());
      }
    }
    session = next.withCausalToken(String.join(",", tokens));
    return session;
  }

  private Session read(boolean sayWhenUnreadable) {
    try {
      if (!Files.exists(path)) {
        return Session.EMPTY;
      }
      if (Files.size(path) > SIZE_LIMIT_BYTES) {
        throw new IOException("larger than " + SIZE_LIMIT_BYTES + " bytes");
      }
      JsonNode json = MAPPER.readTree(Files.readString(path));
      return new Session(
          headerSafe(json, "guest"), headerSafe(json, "causalToken"), headerSafe(json, "login"));
    } catch (JsonProcessingException e) {
      return unreadable("it is not JSON", sayWhenUnreadable);
    } catch (IOException e) {
      return unreadable(e.toString(), sayWhenUnreadable);
    }
  }

  private Session unreadable(String reason, boolean say) {
    if (say) {
      notice.accept("The session in " + path + " cannot be read (" + reason + "); starting anew.");
    }
    return Session.EMPTY;
  }

  /**
   * A value goes into a header later: anything that is not printable ASCII cannot be one of ours.
   */
  private static String headerSafe(JsonNode json, String field) {
    String value = json.path(field).asText("");
    boolean safe = !value.isEmpty() && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return safe ? value : null;
  }

  private void write(Session next) throws IOException {
    Path folder = path.getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    ObjectNode json = MAPPER.createObjectNode();
    json.put("version", 1).put("guest", next.guest()).put("causalToken", next.causalToken());
    json.put("login", next.login());
    Path fresh =
        Files.createTempFile(
            folder,
            ".session",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(json));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      tokenLastSeenInFile = next.causalToken();
      loginLastSeenInFile = next.login();
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
