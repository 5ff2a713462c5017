package grapevine.replica;

import grapevine.protocol.ReplicaStatus;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status that front ends are told: what the operator ordered, else what the simulation drew,
 * else what was measured. Tells its listener of each change, on the thread that made it.
 * Thread-safe.
 */
final class StatusBoard {
  private static final Logger LOG = LoggerFactory.getLogger(StatusBoard.class);

  private final double simulatedProbability;
  private final Random random;
  private final Consumer<ReplicaStatus> listener;
  private Optional<ReplicaStatus> ordered = Optional.empty();
  private Optional<ReplicaStatus> simulated = Optional.empty();
  private ReplicaStatus measured = ReplicaStatus.ACTIVE;
  private volatile ReplicaStatus current = ReplicaStatus.ACTIVE;

  StatusBoard(double simulatedProbability, Random random, Consumer<ReplicaStatus> listener) {
    this.simulatedProbability = simulatedProbability;
    this.random = random;
    this.listener = listener;
  }

  ReplicaStatus current() {
    return current;
  }

  /** The operator's word; empty gives the decision back to the measurement. */
  void order(Optional<ReplicaStatus> status) {
    synchronized (this) {
      ordered = status;
    }
    LOG.info("status ordered by the operator: {}", status.map(Enum::name).orElse("AUTO"));
    settle();
  }

  synchronized Optional<ReplicaStatus> ordered() {
    return ordered;
  }

  void measured(ReplicaStatus status) {
    synchronized (this) {
      measured = status;
    }
    settle();
  }

  /** To be called every second; draws only when the simulation is on. */
  void simulate() {
    if (simulatedProbability <= 0) {
      return;
    }
    synchronized (this) {
      simulated = Optional.empty();
      if (random.nextDouble() < simulatedProbability) {
        simulated =
            Optional.of(random.nextBoolean() ? ReplicaStatus.OVERLOADED : ReplicaStatus.OFFLINE);
        LOG.info("simulated status for a second: {}", simulated.get());
      }
    }
    settle();
  }

  private void settle() {
    ReplicaStatus changed;
    synchronized (this) {
      changed = ordered.or(() -> simulated).orElse(measured);
      if (changed == current) {
        return;
      }
      LOG.info("status {} -> {}", current, changed);
      current = changed;
    }
    listener.accept(changed);
  }
}
