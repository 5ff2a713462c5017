package grapevine.simulator.check;

/**
 * A promise of the protocol was broken. {@link #invariant} is its short name, such as {@code
 * output-rule}.
 */
public final class InvariantViolated extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  public InvariantViolated(String invariant, String detail) {
    super(invariant + ": " + detail);
    this.invariant = invariant;
  }

  public String invariant() {
    return invariant;
  }
}
