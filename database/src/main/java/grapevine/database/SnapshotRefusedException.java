package grapevine.database;

/** A snapshot cannot take the place of this database; nothing was changed. */
public final class SnapshotRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean isWrongDisk;

  private SnapshotRefusedException(String message, boolean isWrongDisk) {
    super(message);
    this.isWrongDisk = isWrongDisk;
  }

  /** Another peer's, or a later one, may do. */
  static SnapshotRefusedException unsuitable(String message) {
    return new SnapshotRefusedException(message, false);
  }

  static SnapshotRefusedException wrongDisk(String message) {
    return new SnapshotRefusedException(message, true);
  }

  /** The snapshot shows that this disk is not the one that the peers know (R16). */
  public boolean isWrongDisk() {
    return isWrongDisk;
  }
}
