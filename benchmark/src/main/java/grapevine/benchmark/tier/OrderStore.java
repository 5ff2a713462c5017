package grapevine.benchmark.tier;

import java.util.Optional;

/** Where the tier keeps orders. Calls block, and come from as many threads as the tier has. */
interface OrderStore extends AutoCloseable {
  /**
   * Returns the new order's id once at least two of three copies have it on disk.
   *
   * @throws StoreException when that is not certain
   */
  String place(int customer, byte[] order);

  Optional<byte[]> read(String id);

  @Override
  void close();
}
