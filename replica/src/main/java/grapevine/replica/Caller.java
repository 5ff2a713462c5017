package grapevine.replica;

import grapevine.common.link.LinkMessage;
import java.util.List;

/** Who made a call: where its answer goes. */
interface Caller {
  /** Never blocks. What is sent to somebody who has gone is dropped silently. */
  void send(List<? extends LinkMessage> messages);
}
