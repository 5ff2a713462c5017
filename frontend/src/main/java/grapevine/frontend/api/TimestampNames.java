package grapevine.frontend.api;

import grapevine.protocol.MemberId;
import grapevine.protocol.VectorTimestamp;
import java.util.LinkedHashMap;
import java.util.Map;

/** Timestamps for people: names as keys; an incarnation is added only where one name has two. */
final class TimestampNames {
  private static final String FORCED = "F";

  private TimestampNames() {}

  static Map<String, Long> of(VectorTimestamp timestamp) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < timestamp.size(); i++) {
      MemberId member = timestamp.member(i);
      String key = counts.containsKey(member.name()) ? member.toString() : member.name();
      counts.put(key, timestamp.count(i));
    }
    if (timestamp.forced() != 0) {
      counts.put(FORCED, timestamp.forced());
    }
    return counts;
  }
}
