package grapevine.common.link;

import java.util.concurrent.atomic.LongAdder;

/** The frames that the links of one process have carried, whoever dialled them. Thread-safe. */
public final class LinkCounters {
  private final LongAdder framesSent = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder framesReceived = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();

  void sent(int bytes) {
    framesSent.increment();
    bytesSent.add(bytes);
  }

  public void received(int bytes) {
    framesReceived.increment();
    bytesReceived.add(bytes);
  }

  public long framesSent() {
    return framesSent.sum();
  }

  public long bytesSent() {
    return bytesSent.sum();
  }

  public long framesReceived() {
    return framesReceived.sum();
  }

  public long bytesReceived() {
    return bytesReceived.sum();
  }
}
