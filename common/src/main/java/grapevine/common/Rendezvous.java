package grapevine.common;

import grapevine.protocol.MemberId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Who of several does a thing that one of them is to do, without asking: all who know the same
 * members agree, things are spread evenly, and when one member goes only its things move.
 */
public final class Rendezvous {
  private Rendezvous() {}

  /**
   * The one who is to do it first, then who follows when that one does not.
   *
   * @param purpose keeps things apart that have one key
   */
  public static List<MemberId> ranked(String purpose, String key, Collection<MemberId> members) {
    ToLongFunction<MemberId> weight =
        member -> CanonicalHash.of(purpose, utf8(key), utf8(member.name())).high();
    return members.stream()
        .sorted(Comparator.comparingLong(weight).thenComparing(MemberId::name).reversed())
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
