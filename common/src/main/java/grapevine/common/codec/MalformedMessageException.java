package grapevine.common.codec;

/**
 * Bytes that no correct program wrote: cut short, damaged, or beyond a limit. Nothing of them was
 * used.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedMessageException(String message) {
    super(message);
  }
}
