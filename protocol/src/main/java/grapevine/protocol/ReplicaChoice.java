package grapevine.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whom a front end asks next: ACTIVE before OVERLOADED, OFFLINE never, silent ones last; among
 * equals those known to cover the token, then those with fewer calls of ours, then in turn. Silent
 * is who has not been heard for long, or for a short while in which another was and answers are
 * owed: what stands still while this front end does is not taken for silence. The short while grows
 * with what this replica manager was seen to take: who has too much to do is slow, not gone.
 */
final class ReplicaChoice {
  /** In the order of how sure it is that no answer will come. */
  enum Silence {
    NONE,
    SUSPECT,
    LONG
  }

  private final int silentTicks;
  private final int suspectTicks;
  private final List<Replica> replicas = new ArrayList<>();
  private int turn;
  // When any of them was heard last.
  private long anyHeardTick;

  ReplicaChoice(FrontEndSettings settings) {
    this.silentTicks = settings.silentTicks();
    this.suspectTicks = settings.suspectTicks();
    replicas(settings.replicas());
  }

  /** From now on there are these; what is known of those that stay is kept. */
  void replicas(List<String> names) {
    replicas.removeIf(replica -> !names.contains(replica.name));
    for (String name : names) {
      if (find(name) == null) {
        replicas.add(new Replica(name));
      }
    }
  }

  Optional<String> next(Collection<String> asked, Token token, long tick) {
    Replica best = null;
    for (int i = 0; i < replicas.size(); i++) {
      Replica candidate = replicas.get((turn + i) % replicas.size());
      boolean mayBeAsked =
          candidate.isUp
              && candidate.status != ReplicaStatus.OFFLINE
              && !asked.contains(candidate.name);
      if (mayBeAsked && (best == null || isBefore(candidate, best, token, tick))) {
        best = candidate;
      }
    }
    return Optional.ofNullable(best).map(replica -> replica.name);
  }

  private boolean isBefore(Replica one, Replica other, Token token, long tick) {
    int bySilence = Boolean.compare(isSilent(one, tick), isSilent(other, tick));
    int byWill = bySilence != 0 ? bySilence : one.status.compareTo(other.status);
    int byCover =
        byWill != 0
            ? byWill
            : Boolean.compare(other.isKnownToCover(token), one.isKnownToCover(token));
    return (byCover != 0 ? byCover : Integer.compare(one.inFlight, other.inFlight)) < 0;
  }

  void asked(String name, long tick) {
    Replica replica = replica(name);
    if (replica.inFlight++ == 0) {
      replica.owesSinceTick = tick;
    }
    turn = (turn + 1) % Math.max(1, replicas.size());
  }

  void replied(String name, long tick) {
    Replica replica = replica(name);
    if (replica.inFlight > 0) {
      replica.paused(Math.min(tick - replica.quietSinceTick(), silentTicks));
      replica.inFlight--;
    }
    heard(replica, tick);
  }

  /** A reply showed state: the replica manager covers this from now on. */
  void shown(String name, VectorTimestamp valueTimestamp) {
    Replica replica = replica(name);
    replica.known = replica.known.merge(valueTimestamp);
  }

  void reported(FrontEndInput.Report report, long tick) {
    Replica replica = replica(report.replica());
    heard(replica, tick);
    replica.status = report.status();
    boolean isSame =
        replica.report.isPresent()
            && replica.report.get().member().equals(report.report().member());
    // A replica manager that comes back with another identity covers nothing of what the old one
    // did.
    replica.known =
        isSame || replica.report.isEmpty()
            ? replica.known.merge(report.report().valueTimestamp())
            : report.report().valueTimestamp();
    replica.report = Optional.of(report.report());
  }

  void link(String name, boolean isUp, long tick) {
    Replica replica = replica(name);
    replica.isUp = isUp;
    replica.inFlight = 0;
    if (isUp) {
      replica.heardTick = tick;
    }
  }

  /** The state that this replica manager is known to cover. */
  VectorTimestamp knownAt(String name) {
    return replica(name).known;
  }

  List<ReplicaView> views(long tick) {
    return replicas.stream()
        .map(
            replica ->
                new ReplicaView(
                    replica.name,
                    replica.isUp,
                    replica.status,
                    replica.report,
                    tick - replica.heardTick))
        .toList();
  }

  /** Whether it should answer soon: hedging to any other gives more work to those with too much. */
  boolean isWilling(String name, long tick) {
    Replica replica = replica(name);
    return replica.status == ReplicaStatus.ACTIVE && !isSilent(replica, tick);
  }

  Silence silence(String name, long tick) {
    return silence(replica(name), tick);
  }

  /** Whether one became more silent since this was asked last. */
  boolean hasFallenSilent(long tick) {
    boolean hasFallen = false;
    for (Replica replica : replicas) {
      Silence silence = silence(replica, tick);
      hasFallen |= silence.compareTo(replica.silence) > 0;
      replica.silence = silence;
    }
    return hasFallen;
  }

  private boolean isSilent(Replica replica, long tick) {
    return silence(replica, tick) != Silence.NONE;
  }

  private Silence silence(Replica replica, long tick) {
    if (tick - replica.heardTick >= silentTicks) {
      return Silence.LONG;
    }
    long quietTicks = anyHeardTick - replica.quietSinceTick();
    long usualTicks = Math.max(suspectTicks, 2 * replica.pauseTicks);
    return replica.inFlight > 0 && quietTicks >= usualTicks ? Silence.SUSPECT : Silence.NONE;
  }

  private void heard(Replica replica, long tick) {
    replica.heardTick = tick;
    anyHeardTick = tick;
  }

  private Replica find(String name) {
    for (Replica replica : replicas) {
      if (replica.name.equals(name)) {
        return replica;
      }
    }
    return null;
  }

  // What still comes of one that is gone for good goes nowhere.
  private Replica replica(String name) {
    Replica replica = find(name);
    return replica == null ? new Replica(name) : replica;
  }

  private static final class Replica {
    private final String name;
    private boolean isUp;
    private ReplicaStatus status = ReplicaStatus.ACTIVE;
    private Optional<ReplicaReport> report = Optional.empty();
    private VectorTimestamp known = VectorTimestamp.ZERO;
    private long heardTick;
    private int inFlight;
    private long owesSinceTick;
    private Silence silence = Silence.NONE;
    // About the longest of the latest pauses between its answers, while it owed some.
    private long pauseTicks;

    Replica(String name) {
      this.name = name;
    }

    long quietSinceTick() {
      return Math.max(heardTick, owesSinceTick);
    }

    // Answers that come together are no pauses.
    void paused(long ticks) {
      if (ticks > 0) {
        pauseTicks = Math.max(ticks, pauseTicks - (pauseTicks - ticks) / 4);
      }
    }

    // A pending write is executed first where another's record of it arrives: at those that stamped
    // it.
    boolean isKnownToCover(Token token) {
      if (!known.covers(token.vector())) {
        return false;
      }
      for (PendingWrite write : token.pending()) {
        if (!write.isCoveredBy(known) && !hasStamped(write)) {
          return false;
        }
      }
      return true;
    }

    private boolean hasStamped(PendingWrite write) {
      for (Dot dot : write.dots()) {
        if (dot.origin().name().equals(name)) {
          return true;
        }
      }
      return false;
    }
  }
}
