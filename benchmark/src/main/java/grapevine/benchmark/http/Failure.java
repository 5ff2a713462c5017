package grapevine.benchmark.http;

/** Why a request that was begun got no answer. */
public enum Failure {
  /** The front end did not accept a connection. */
  NOT_CONNECTED,
  /** The connection ended before the answer had come. */
  CONNECTION_LOST,
  /** Something came, but no HTTP answer. */
  NOT_HTTP,
  /** Nothing came within the time that the client waits. */
  TIMED_OUT
}
