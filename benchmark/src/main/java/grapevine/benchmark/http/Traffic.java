package grapevine.benchmark.http;

/** Decides what is sent, and when. Called under the loop's lock only. */
public interface Traffic {
  /** Nothing is due now. */
  long NOTHING = Long.MIN_VALUE;

  /** When the next request was due, at the latest now; or {@link #NOTHING}. Taken: asked once. */
  long takeDue(long nowNanos, int outstanding);

  /** No request will come due any more. */
  boolean isOver(long nowNanos);

  Exchange begin(long dueNanos);

  /** It was due, but every connection that the client allows itself was busy. */
  void notSent(Exchange exchange);
}
