package grapevine.replica.forced;

import grapevine.protocol.MemberId;

/** Carries the log's messages to other members. */
@FunctionalInterface
public interface ForcedTransport {
  /**
   * Must not block; may lose, repeat and reorder. A message is at most {@link
   * ForcedSettings#MESSAGE_BYTES_MAX} long.
   */
  void send(MemberId to, byte[] message);
}
