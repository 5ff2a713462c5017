package grapevine.benchmark.http;

import java.nio.ByteBuffer;

/**
 * One request and what becomes of it. Exactly one of {@link #answered} and {@link #failed} is
 * called, under the loop's lock.
 */
public abstract class Exchange {
  private final long dueNanos;
  private long sentNanos;

  /**
   * @param dueNanos when it was to be sent: latency counts from here, however late that was
   */
  protected Exchange(long dueNanos) {
    this.dueNanos = dueNanos;
  }

  public final long dueNanos() {
    return dueNanos;
  }

  /** When its bytes went out; of no meaning before. */
  public final long sentNanos() {
    return sentNanos;
  }

  final void sent(long nowNanos) {
    sentNanos = nowNanos;
  }

  /** Puts the whole request into the buffer. */
  protected abstract void write(ByteBuffer out, FrontEndAddress frontEnd);

  /**
   * @param answer valid during this call only
   */
  protected abstract void answered(HttpAnswer answer, long nowNanos);

  protected abstract void failed(Failure failure, long nowNanos);
}
