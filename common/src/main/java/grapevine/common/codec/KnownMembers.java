package grapevine.common.codec;

import grapevine.protocol.MemberId;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The members that were read last, found by their bytes: the same few come with every message, and
 * one object for each makes reading and comparing them cheap. Bounded: a newcomer takes the place
 * of another. Names beyond ASCII are not found. Any thread; a race costs at most one more object.
 */
final class KnownMembers {
  private static final int PLACES = 256;
  private static final AtomicReferenceArray<MemberId> KNOWN = new AtomicReferenceArray<>(PLACES);

  private KnownMembers() {}

  /** Null when it is not known. */
  static MemberId find(byte[] bytes, int start, int length, long incarnation) {
    MemberId known = KNOWN.getAcquire(place(bytes, start, length, incarnation));
    return known != null
            && known.incarnation() == incarnation
            && isSpelled(known.name(), bytes, start, length)
        ? known
        : null;
  }

  static void add(byte[] bytes, int start, int length, MemberId member) {
    KNOWN.setRelease(place(bytes, start, length, member.incarnation()), member);
  }

  private static boolean isSpelled(String name, byte[] bytes, int start, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }

  private static int place(byte[] bytes, int start, int length, long incarnation) {
    int hash = Long.hashCode(incarnation);
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return Math.floorMod(hash, PLACES);
  }
}
