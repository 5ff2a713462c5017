package grapevine.replica.forced;

import grapevine.protocol.MemberId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries messages between logs in this process; links can be cut, and lose and repeat. */
final class TestNetwork implements AutoCloseable {
  private final Map<MemberId, ForcedLog> logs = new HashMap<>();
  private final Map<MemberId, ExecutorService> links = new HashMap<>();
  private final Set<MemberId> cut = new HashSet<>();
  private final Random random = new Random(1);
  private double lossRate;
  private double repeatRate;

  synchronized void join(MemberId member, ForcedLog log) {
    logs.put(member, log);
  }

  synchronized void leave(MemberId member) {
    logs.remove(member);
  }

  /** Nobody reaches it, and it reaches nobody. */
  synchronized void cut(MemberId member) {
    cut.add(member);
  }

  synchronized void heal(MemberId member) {
    cut.remove(member);
  }

  synchronized void disturb(double lossRate, double repeatRate) {
    this.lossRate = lossRate;
    this.repeatRate = repeatRate;
  }

  ForcedTransport of(MemberId from) {
    return (to, message) -> send(from, to, message);
  }

  private synchronized void send(MemberId from, MemberId to, byte[] message) {
    if (random.nextDouble() < lossRate) {
      return;
    }
    int times = random.nextDouble() < repeatRate ? 2 : 1;
    ExecutorService link =
        links.computeIfAbsent(
            to, any -> Executors.newSingleThreadExecutor(work -> new Thread(work, "link")));
    for (int i = 0; i < times; i++) {
      link.execute(() -> deliver(from, to, message));
    }
  }

  private void deliver(MemberId from, MemberId to, byte[] message) {
    ForcedLog log;
    synchronized (this) {
      log = cut.contains(from) || cut.contains(to) ? null : logs.get(to);
    }
    if (log != null) {
      log.received(from, message);
    }
  }

  @Override
  public synchronized void close() {
    links.values().forEach(ExecutorService::shutdownNow);
  }
}
