package grapevine.database;

import java.util.ArrayList;
import java.util.List;

/**
 * A Bloom filter over the call ids on disk: says for nearly every new call id, without reading,
 * that it is new. Grows by filters of twice the size, so that nothing is read again. Call ids are
 * hashes already: their halves serve as the filter's.
 */
final class CallFilter {
  private static final int CALLS_FIRST = 1 << 17;
  private static final int BITS_PER_CALL = 16;
  private static final int PROBES = 4;

  private final List<Part> parts = new ArrayList<>();
  private Part current = new Part(CALLS_FIRST);

  CallFilter() {
    parts.add(current);
  }

  /**
   * @param half the first half of a call id
   */
  void add(long half) {
    if (current.isFull()) {
      current = new Part(2 * current.callsMax);
      parts.add(current);
    }
    current.add(half);
  }

  /** False is certain; true is wrong for one call id in some hundreds. */
  boolean mayContain(long half) {
    for (Part part : parts) {
      if (part.mayContain(half)) {
        return true;
      }
    }
    return false;
  }

  private static final class Part {
    private final int callsMax;
    private final long[] bits;
    private int calls;

    Part(int callsMax) {
      this.callsMax = callsMax;
      this.bits = new long[callsMax * BITS_PER_CALL / Long.SIZE];
    }

    boolean isFull() {
      return calls == callsMax && callsMax < 1 << 26;
    }

    void add(long half) {
      calls++;
      for (int probe = 0; probe < PROBES; probe++) {
        int bit = bitOf(half, probe);
        bits[bit >>> 6] |= 1L << bit;
      }
    }

    boolean mayContain(long half) {
      for (int probe = 0; probe < PROBES; probe++) {
        int bit = bitOf(half, probe);
        if ((bits[bit >>> 6] & 1L << bit) == 0) {
          return false;
        }
      }
      return true;
    }

    // Two hashes make all probes (Kirsch and Mitzenmacher); the length is a power of two.
    private int bitOf(long half, int probe) {
      int first = (int) half;
      int second = (int) (half >>> 32) | 1;
      return (first + probe * second) & (bits.length * Long.SIZE - 1);
    }
  }
}
