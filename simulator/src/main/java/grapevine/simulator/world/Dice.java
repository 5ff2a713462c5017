package grapevine.simulator.world;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A generator for one concern of one seed. Concerns are forked by name, so that a new fault, or one
 * more draw for it, does not reshuffle the workload.
 */
public final class Dice {
  private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long seed;
  private final SplittableRandom random;

  public Dice(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Depends on the seed and the name alone, not on what was drawn before. */
  public Dice fork(String concern) {
    long hash = FNV_OFFSET_BASIS;
    for (int i = 0; i < concern.length(); i++) {
      hash = (hash ^ concern.charAt(i)) * FNV_PRIME;
    }
    return new Dice(new SplittableRandom(seed ^ hash).nextLong());
  }

  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Both ends included. */
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** Both ends included. */
  public long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  /** A waiting time: short ones are common, a few are long, none is over ten times the mean. */
  public long around(long mean) {
    return (long) Math.min(10.0 * mean, -mean * Math.log(1 - random.nextDouble()));
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
