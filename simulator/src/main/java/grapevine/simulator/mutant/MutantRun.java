package grapevine.simulator.mutant;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Runs mutants until something notices. What notices a mutant must be content with the original, or
 * it proves nothing.
 */
public final class MutantRun {
  public static final long SEEDS_MAX = 300;

  private static final String SEED_CHECK = "grapevine.simulator.SeedCheck";
  private static final String SCENARIO_CHECK = "grapevine.simulator.scenario.ScenarioCheck";

  private final MutantCompiler compiler;
  private final long seedsMax;
  private final String seedCheck;
  private final String scenarioCheck;

  public MutantRun(MutantCompiler compiler, long seedsMax) {
    this(compiler, seedsMax, SEED_CHECK, SCENARIO_CHECK);
  }

  MutantRun(MutantCompiler compiler, long seedsMax, String seedCheck, String scenarioCheck) {
    this.compiler = compiler;
    this.seedsMax = seedsMax;
    this.seedCheck = seedCheck;
    this.scenarioCheck = scenarioCheck;
  }

  /** Nothing of the mutant outlives this: its classes are its own. */
  public MutantResult run(Mutant mutant) {
    long startNanos = System.nanoTime();
    ClassLoader original = MutantRun.class.getClassLoader();
    ClassLoader mutated = new MutantClassLoader(compiler.compile(mutant), original);
    Optional<MutantResult.Catch> caught =
        mutant.scenario().isPresent()
            ? byScenario(mutant, mutated, original)
            : bySeed(mutant, mutated, original);
    return new MutantResult(mutant, caught, Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private Optional<MutantResult.Catch> bySeed(
      Mutant mutant, ClassLoader mutated, ClassLoader original) {
    for (long seed = 1; seed <= seedsMax; seed++) {
      Optional<String> wrong = whatIsWrong(mutated, seed);
      if (wrong.isPresent()) {
        String by = "seed " + seed;
        requireContent(mutant, by, whatIsWrong(original, seed));
        String[] parts = wrong.get().split(": ", 2);
        return Optional.of(new MutantResult.Catch(by, parts[0], parts.length > 1 ? parts[1] : ""));
      }
    }
    return Optional.empty();
  }

  private Optional<MutantResult.Catch> byScenario(
      Mutant mutant, ClassLoader mutated, ClassLoader original) {
    String name = mutant.scenario().orElseThrow();
    requireContent(mutant, "scenario " + name, whatIsWrong(original, name));
    return whatIsWrong(mutated, name)
        .map(difference -> new MutantResult.Catch("scenario", name, difference));
  }

  private static void requireContent(Mutant mutant, String by, Optional<String> withoutIt) {
    if (withoutIt.isPresent()) {
      throw new MutantRefusedException(
          mutant.name(), by + " goes wrong without it as well: " + withoutIt.get());
    }
  }

  @SuppressWarnings("unchecked")
  private Optional<String> whatIsWrong(ClassLoader loader, long seed) {
    LongFunction<String> check = (LongFunction<String>) newInstance(loader, seedCheck);
    return verdict(() -> check.apply(seed));
  }

  @SuppressWarnings("unchecked")
  private Optional<String> whatIsWrong(ClassLoader loader, String scenario) {
    Function<String, String> check = (Function<String, String>) newInstance(loader, scenarioCheck);
    return verdict(() -> check.apply(scenario));
  }

  private static Optional<String> verdict(Supplier<String> check) {
    try {
      return Optional.ofNullable(check.get());
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Object newInstance(ClassLoader loader, String className) {
    try {
      return loader.loadClass(className).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + className, e);
    }
  }
}
