package grapevine.client.api;

import grapevine.common.security.ClusterKey;
import grapevine.common.snapshot.SnapshotDownload;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A backup on its way to its file, which is whole and synced as soon as it has its name. */
public final class BackupFile {
  private final Path file;
  private final boolean isReplacing;

  public BackupFile(Path file, boolean isReplacing) {
    this.file = file.toAbsolutePath();
    this.isReplacing = isReplacing;
  }

  /**
   * Returns its size.
   *
   * @throws IOException nothing is there that was not there before
   */
  public long fetch(URI replicaManager, ClusterKey key, SnapshotDownload.Progress progress)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      SnapshotDownload.fetch(replicaManager, key, part, progress);
      if (!isReplacing && Files.exists(file)) {
        throw new FileAlreadyExistsException(file + " has been made by another meanwhile");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(file.getParent())) {
        folder.force(true);
      }
      return Files.size(file);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
