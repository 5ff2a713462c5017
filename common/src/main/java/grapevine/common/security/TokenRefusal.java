package grapevine.common.security;

/** Why a token is not taken. In both cases the client drops it and goes on without. */
public enum TokenRefusal {
  /** Forged, damaged, or of another cluster. */
  INVALID,
  /** Genuine, and too old. */
  EXPIRED
}
