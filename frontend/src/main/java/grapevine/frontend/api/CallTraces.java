package grapevine.frontend.api;

import grapevine.common.Json;
import grapevine.frontend.cluster.FrontEndLoop;
import grapevine.protocol.FrontEndEffect.CallTrace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of one request through the cluster, told as one for X-Grapevine-Trace. */
final class CallTraces {
  static final String HEADER = "X-Grapevine-Trace";

  private final List<CallTrace> steps = new ArrayList<>();

  void add(CallTrace step) {
    steps.add(step);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  String toJson() {
    Set<String> asked = new LinkedHashSet<>();
    Set<String> answered = new LinkedHashSet<>();
    long ticks = 0;
    for (CallTrace step : steps) {
      asked.addAll(step.asked());
      answered.addAll(step.answered());
      ticks += step.ticks();
    }
    Map<String, Object> trace = new LinkedHashMap<>();
    trace.put("asked", asked);
    trace.put("answered", answered);
    trace.put("before", TimestampNames.of(steps.get(0).before()));
    trace.put("after", TimestampNames.of(steps.get(steps.size() - 1).after()));
    trace.put("waitedMillis", ticks * FrontEndLoop.TICK_MILLIS);
    return Json.text(trace);
  }
}
