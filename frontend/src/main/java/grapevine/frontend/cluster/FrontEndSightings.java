package grapevine.frontend.cluster;

import grapevine.common.link.LinkMessage.FrontEndReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which front ends each replica manager has heard; a closed link takes what was heard over it away.
 * The loop's own.
 */
final class FrontEndSightings {
  private static final int SHOWN_MAX = 64;

  private final TreeMap<String, List<FrontEndReport>> heardBy = new TreeMap<>();
  private final KnownOrigins origins;

  FrontEndSightings(KnownOrigins origins) {
    this.origins = origins;
  }

  void heard(String replica, List<FrontEndReport> frontEnds) {
    List<FrontEndReport> kept = frontEnds.subList(0, Math.min(frontEnds.size(), SHOWN_MAX));
    heardBy.put(replica, kept);
    kept.forEach(frontEnd -> origins.seen(frontEnd.url()));
  }

  void forget(String replica) {
    heardBy.remove(replica);
  }

  /** By name, this front end among them. */
  List<FrontEndReport> all(FrontEndReport self) {
    TreeMap<String, FrontEndReport> byName = new TreeMap<>();
    for (List<FrontEndReport> reports : heardBy.values()) {
      for (FrontEndReport report : reports) {
        byName.merge(report.name(), report, FrontEndSightings::newer);
      }
    }
    byName.put(self.name(), self);
    return new ArrayList<>(byName.values());
  }

  // A front end's timestamp only grows, so the one that covers the other is the newer.
  private static FrontEndReport newer(FrontEndReport one, FrontEndReport other) {
    return one.timestamp().covers(other.timestamp()) ? one : other;
  }
}
