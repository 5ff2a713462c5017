package grapevine.simulator.mutant;

/**
 * A mutant that cannot be run as written. It says nothing about the sources' health: the mutant is
 * to be mended.
 */
public final class MutantRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MutantRefusedException(String mutant, String reason) {
    super("mutant " + mutant + ": " + reason);
  }
}
