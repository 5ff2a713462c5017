package grapevine.replica.forced;

import grapevine.database.DurableFiles;
import grapevine.protocol.MemberId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose directory it is: what a member has voted for must not be forgotten, and must not speak
 * under another name (R16).
 */
final class Owner {
  private static final String NAME = "member";

  private Owner() {}

  /**
   * @param isLogNeeded whether the member had one before
   */
  static void take(Path directory, MemberId me, boolean isLogNeeded) throws IOException {
    Path file = directory.resolve(NAME);
    if (Files.exists(file)) {
      String owner = Files.readString(file, StandardCharsets.UTF_8).trim();
      if (!owner.equals(me.toString())) {
        throw new IOException(directory + " is the forced log of " + owner + ", not of " + me);
      }
      return;
    }
    if (isLogNeeded) {
      throw new IOException(
          directory + " is gone, with what " + me + " has voted: it can only come back as new");
    }
    Files.createDirectories(directory);
    DurableFiles.write(file, me + "\n");
    DurableFiles.syncDirectory(directory.toAbsolutePath().getParent());
  }
}
