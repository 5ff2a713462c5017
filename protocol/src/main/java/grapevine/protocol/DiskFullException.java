package grapevine.protocol;

/**
 * A commit found no room on the disk. Nothing of it was written and nothing of it is lost: the same
 * commit may be tried again, and succeeds once there is room.
 */
public final class DiskFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
