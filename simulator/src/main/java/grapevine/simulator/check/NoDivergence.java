package grapevine.simulator.check;

import grapevine.protocol.Effect;
import grapevine.protocol.MemberId;

/** No replica manager ever finds that another has executed the same and become different. */
public final class NoDivergence implements Probe {
  private static final String NAME = "no-divergence";

  @Override
  public void said(MemberId replica, Effect effect) {
    if (effect instanceof Effect.Diverged diverged) {
      throw new InvariantViolated(NAME, replica + " reports " + diverged);
    }
  }
}
