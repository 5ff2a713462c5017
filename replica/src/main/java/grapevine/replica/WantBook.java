package grapevine.replica;

import grapevine.common.Rendezvous;
import grapevine.common.ordering.ProviderFact.Want;
import grapevine.protocol.MemberId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Wants that are not met yet, and whose turn it is to ask: the first by rendezvous of the members
 * that are there asks at once, each further one a minute later than the one before, should nothing
 * have come. Pure but for what it remembers; the time is told.
 */
final class WantBook {
  static final long GRACE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** Then it is forgotten here: it is wanted anew while anybody wants it. */
  static final long AGE_MILLIS_MAX = TimeUnit.DAYS.toMillis(1);

  static final int TRIES_MAX = 3;
  static final int WANTS_MAX = 1_000;
  private static final long SOON_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final Map<Want, Pending> wants = new LinkedHashMap<>();

  /**
   * @param sinceMillis when it was first seen here
   * @param tries how often it was asked from here
   * @param notBeforeMillis it is not asked from here before then
   */
  private record Pending(long sinceMillis, int tries, long notBeforeMillis) {}

  void add(Want want, long nowMillis) {
    if (want.atMillis() > nowMillis - AGE_MILLIS_MAX && wants.size() < WANTS_MAX) {
      wants.putIfAbsent(want, new Pending(nowMillis, 0, nowMillis));
    }
  }

  /**
   * The oldest that is this one's to ask by now.
   *
   * @param there the members that are there, this one among them
   */
  Optional<Want> due(MemberId me, List<MemberId> there, long nowMillis) {
    forgetOld(nowMillis);
    return wants.entrySet().stream()
        .filter(entry -> isDue(entry.getKey(), entry.getValue(), me, there, nowMillis))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isDue(
      Want want, Pending pending, MemberId me, List<MemberId> there, long nowMillis) {
    int rank = Rendezvous.ranked("grapevine/provider/1", want.key(), there).indexOf(me);
    return rank >= 0
        && nowMillis >= pending.notBeforeMillis
        && nowMillis >= pending.sinceMillis + rank * GRACE_MILLIS;
  }

  /** It was asked for, in vain; the others have their turn before it is tried here again. */
  void tried(Want want, int members, long nowMillis) {
    Pending before = wants.get(want);
    if (before == null || before.tries + 1 >= TRIES_MAX) {
      wants.remove(want);
    } else {
      wants.put(
          want,
          new Pending(before.sinceMillis, before.tries + 1, nowMillis + members * GRACE_MILLIS));
    }
  }

  /** Nobody was asked: that is no try. */
  void postpone(Want want, long untilMillis) {
    wants.computeIfPresent(
        want, (any, before) -> new Pending(before.sinceMillis, before.tries, untilMillis));
  }

  void soon(Want want, long nowMillis) {
    postpone(want, nowMillis + SOON_MILLIS);
  }

  void met(Want want) {
    wants.remove(want);
  }

  int size() {
    return wants.size();
  }

  private void forgetOld(long nowMillis) {
    Iterator<Map.Entry<Want, Pending>> entries = wants.entrySet().iterator();
    while (entries.hasNext()) {
      if (entries.next().getValue().sinceMillis <= nowMillis - AGE_MILLIS_MAX) {
        entries.remove();
      }
    }
  }
}
