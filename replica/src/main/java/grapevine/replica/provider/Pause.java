package grapevine.replica.provider;

/** How a worker's thread waits; the tests' moves their clock instead. */
interface Pause {
  void millis(long millis) throws InterruptedException;
}
