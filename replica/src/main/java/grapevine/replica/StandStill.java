package grapevine.replica;

import grapevine.common.link.LinkMessage;
import grapevine.protocol.DiskFullException;
import grapevine.protocol.Input;
import grapevine.protocol.Outcome;
import grapevine.protocol.ReplicaCall;
import grapevine.protocol.ReplicaReply;
import grapevine.protocol.VectorTimestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with arrivals while a commit finds the disk full and is tried again and again. The
 * core gets none of them: it is ahead of the disk already. Updates are refused at once, queries are
 * answered from what is committed where that will do, gossip is dropped, which its sender repeats;
 * what is said once is kept. Owned by the event loop.
 */
final class StandStill {
  static final long RETRY_NANOS = 250_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(StandStill.class);

  private final Supplier<VectorTimestamp> committedValue;
  private final DiskSpace space;
  private final QueryReaders readers;
  private final ReplicaMetrics metrics;
  // What links did meanwhile is said once only: of each peer whether its link is up at the end.
  private final TreeMap<String, Boolean> links = new TreeMap<>();
  // The forced log says each command once, and the others execute it meanwhile.
  private final List<Input> kept = new ArrayList<>();
  private boolean isOn;
  private long sinceNanos;

  StandStill(
      Supplier<VectorTimestamp> committedValue,
      DiskSpace space,
      QueryReaders readers,
      ReplicaMetrics metrics) {
    this.committedValue = committedValue;
    this.space = space;
    this.readers = readers;
    this.metrics = metrics;
  }

  boolean isOn() {
    return isOn;
  }

  void commitFoundNoRoom(DiskFullException e) {
    if (!isOn) {
      LOG.error(
          "the disk is full: updates are refused, nothing is lost, queries are answered; make room and it goes on by itself ({})",
          e.getMessage());
      sinceNanos = System.nanoTime();
      isOn = true;
      space.full(true);
    }
  }

  void commitSucceeded() {
    if (isOn) {
      long seconds = (System.nanoTime() - sinceNanos) / 1_000_000_000;
      LOG.info("there is room on the disk again, after {} s: everything goes on", seconds);
      isOn = false;
      space.full(false);
    }
  }

  void take(List<Arrival> arrivals) {
    Map<Caller, List<LinkMessage>> refusals = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      if (arrival.input() instanceof Input.Link link) {
        links.put(link.peer(), link.isUp());
      } else if (arrival.isSaidOnce()) {
        kept.add(arrival.input());
      } else if (arrival.isCall() && !isAnswered(arrival)) {
        refusals
            .computeIfAbsent(arrival.caller(), first -> new ArrayList<>())
            .add(new LinkMessage.Reply(refusal(arrival.call())));
      }
    }
    refusals.forEach(Caller::send);
  }

  /** What the core has to be told once it goes on. */
  List<Input> takeKept() {
    List<Input> inputs = new ArrayList<>(kept);
    kept.clear();
    links.forEach(
        (peer, isUp) -> {
          // Whatever it is now, it was down in between, and what was on its way is lost.
          inputs.add(new Input.Link(peer, false));
          if (isUp) {
            inputs.add(new Input.Link(peer, true));
          }
        });
    links.clear();
    return inputs;
  }

  private boolean isAnswered(Arrival arrival) {
    return arrival.call() instanceof ReplicaCall.QueryCall query
        && query.prev().isCoveredBy(committedValue.get())
        && readers.offer(CallTable.Origin.of(arrival), query.query());
  }

  private ReplicaReply refusal(ReplicaCall call) {
    boolean isQuery = call instanceof ReplicaCall.QueryCall;
    ReplicaReply reply = ReplicaReply.refused(call, isQuery ? Outcome.BUSY : Outcome.DISK_FULL, 0);
    metrics.replied(reply);
    return reply;
  }
}
