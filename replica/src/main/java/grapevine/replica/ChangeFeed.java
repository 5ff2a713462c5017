package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.database.ChangeListener;
import grapevine.protocol.VectorTimestamp;
import java.util.List;

/** Tells front ends that have open streams what has changed, after the disk has it. */
final class ChangeFeed implements ChangeListener {
  private final LinkConnections connections;

  ChangeFeed(LinkConnections connections) {
    this.connections = connections;
  }

  @Override
  public boolean isListening() {
    return connections.isAnyWatching();
  }

  @Override
  public void changed(List<Long> keys, VectorTimestamp value) {
    connections.sendToWatchers(new LinkMessage.Changes(keys, value));
  }
}
