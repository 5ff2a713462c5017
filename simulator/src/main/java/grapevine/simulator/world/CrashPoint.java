package grapevine.simulator.world;

import java.util.Locale;

/**
 * Where the next crash strikes: between any two effects. The machine tells every effect that it
 * carries out, before it does.
 */
final class CrashPoint {
  /** Unwinds the process from wherever it was. */
  static final class Struck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Struck(String where) {
      super(where, null, false, false);
    }
  }

  /** What a crash may wait for, beside a number of effects. */
  enum After {
    ANY_EFFECT,
    ACKNOWLEDGEMENT,
    ANSWER
  }

  private After after = After.ANY_EFFECT;
  private int effectsLeft = -1;

  /** Strikes before the effect that many from now. */
  void arm(int effects) {
    after = After.ANY_EFFECT;
    effectsLeft = effects;
  }

  /** Strikes after the next one of this kind. */
  void arm(After kind) {
    after = kind;
    effectsLeft = -1;
  }

  void disarm() {
    arm(-1);
  }

  void before(String effect) {
    if (effectsLeft == 0) {
      throw new Struck("before " + effect);
    }
    effectsLeft = Math.max(-1, effectsLeft - 1);
  }

  void done(After kind) {
    if (after == kind) {
      throw new Struck("after an " + kind.name().toLowerCase(Locale.ROOT));
    }
  }
}
