package grapevine.replica.provider;

/** Why an answer cannot be used: the last three are our own decision, and nothing was sent. */
public enum FailureReason {
  /** Not everything came within the time limit. */
  TIMEOUT,
  /** No connection, or one that broke before the end of the answer. */
  CONNECTION,
  /** More bytes or JSON values than the limit. */
  TOO_LARGE,
  /** Not JSON by its Content-Type: HTML, XML, plain text. */
  WRONG_TYPE,
  /** JSON that is broken or has another shape. */
  MALFORMED,
  /** Overpass answers 200 with a remark: what it found is partial. */
  REMARK,
  /** Overpass answers from a database that is no longer updated. */
  STALE_MIRROR,
  /** 429, or still within the time that one asked us to wait. */
  RATE_LIMITED,
  /** 403 or 406: whoever runs the service wants us to stop. */
  REFUSED,
  /** 500 and above. */
  SERVER_ERROR,
  /** Any other status, redirects too: they are not followed. */
  UNEXPECTED_STATUS,
  /** Too many failures a short while ago. */
  BREAKER_OPEN,
  /** One call more than the limits of {@link Limits} allow now. */
  QUOTA,
  /** The mode is offline. */
  OFFLINE;

  /** Whether it says something about the provider, and so counts for its breaker. */
  boolean isProviders() {
    return this != BREAKER_OPEN && this != QUOTA && this != OFFLINE;
  }
}
