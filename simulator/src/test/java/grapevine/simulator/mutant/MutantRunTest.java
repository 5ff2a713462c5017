package grapevine.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grapevine.protocol.ReplicaManager;
import grapevine.protocol.VectorTimestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a mutant's text to what catches it. */
class MutantRunTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String REPLICA =
      "protocol/src/main/java/grapevine/protocol/ReplicaManager.java";
  private static final String READY = "    return readyLoop.covers(prevOf(call));";
  private static final Mutant UNCOVERED = mutant(READY, "    return true;");
  private static final Mutant HARMLESS = mutant(READY, READY);

  private static final MutantCompiler COMPILER = new MutantCompiler(ROOT);

  static List<String> names() {
    return Mutant.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_mutant_is_caught(String name) {
    Mutant mutant = Mutant.named(name);
    MutantResult result = new MutantRun(COMPILER, MutantRun.SEEDS_MAX).run(mutant);
    assertThat(result.caught()).as(name).isPresent();
    assertThat(mutant.rule()).matches("R\\d+[ab]?|I\\d+");
    assertThat(MutantTable.lines(List.of(result)).get(1))
        .hasSizeLessThanOrEqualTo(MutantTable.WIDTH_MAX)
        .contains(" " + mutant.scenario().orElse("seed "));
  }

  @Test
  void the_first_seed_that_goes_wrong_catches_a_mutant() {
    MutantResult.Catch caught = run(UNCOVERED, CoverCheck.class).caught().orElseThrow();
    assertThat(caught)
        .isEqualTo(new MutantResult.Catch("seed 3", "covered", "answered without {rm2.1=3}"));
  }

  @Test
  void the_original_is_unaffected_by_its_mutants() {
    run(UNCOVERED, CoverCheck.class);
    assertThat(new CoverCheck().apply(3)).isNull();
  }

  @Test
  void a_mutant_that_no_seed_shows_is_missed() {
    assertThat(run(HARMLESS, CoverCheck.class).caught()).isEmpty();
  }

  @Test
  void a_scenario_catches_the_mutant_that_names_it() {
    Mutant mutant = new Mutant("m", "R7", Optional.of("7"), UNCOVERED.edits());
    assertThat(run(mutant, CoverCheck.class).caught())
        .contains(new MutantResult.Catch("scenario", "7", "covered: answered without {rm2.1=7}"));
  }

  @Test
  void a_check_that_the_original_fails_as_well_proves_nothing() {
    assertThatThrownBy(() -> run(UNCOVERED, BrokenCheck.class))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("seed 1 goes wrong without it as well");
  }

  @Test
  void an_exception_catches_a_mutant() {
    Mutant mutant = mutant(READY, "    throw new IllegalStateException(\"no\");");
    MutantResult.Catch caught = run(mutant, CoverCheck.class).caught().orElseThrow();
    assertThat(caught.invariant()).isEqualTo("IllegalStateException");
    assertThat(caught.detail()).isEqualTo("no");
  }

  @Test
  void a_mutants_classes_are_its_own_and_all_others_the_parents() throws Exception {
    ClassLoader parent = MutantRun.class.getClassLoader();
    ClassLoader loader = new MutantClassLoader(COMPILER.compile(UNCOVERED), parent);
    for (Class<?> ours : List.of(ReplicaManager.class, VectorTimestamp.class, CoverCheck.class)) {
      Class<?> theirs = loader.loadClass(ours.getName());
      assertThat(theirs).isNotSameAs(ours);
      assertThat(theirs.getClassLoader()).isSameAs(loader);
    }
    for (Class<?> shared : List.of(List.class, org.sqlite.SQLiteConfig.class)) {
      assertThat(loader.loadClass(shared.getName())).isSameAs(shared);
    }
  }

  @Test
  void a_nested_class_that_the_mutant_has_no_more_is_not_taken_from_the_original() {
    TreeMap<String, byte[]> compiled =
        new TreeMap<>(COMPILER.compile(Mutant.named("cut-short-gossip-advances")));
    assertThat(compiled).containsKey("grapevine.protocol.UpdateLog$Run");
    compiled.remove("grapevine.protocol.UpdateLog$Run");
    ClassLoader loader = new MutantClassLoader(compiled, MutantRun.class.getClassLoader());
    assertThatThrownBy(() -> loader.loadClass("grapevine.protocol.UpdateLog$Run"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void an_unknown_file_is_refused() {
    Mutant mutant = mutant("protocol/src/main/java/grapevine/protocol/Nothing.java", "a", "b");
    assertThatThrownBy(() -> COMPILER.compile(mutant))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("mutant m: there is no protocol/")
        .hasMessageContaining("Nothing.java");
  }

  @Test
  void what_does_not_compile_is_refused_in_the_compilers_words() {
    assertThatThrownBy(() -> COMPILER.compile(mutant(READY, "    return nothing;")))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("mutant m: does not compile: ")
        .hasMessageContaining("ReplicaManager.java")
        .hasMessageContaining("nothing");
  }

  @Test
  void a_java_runtime_without_a_compiler_is_told_so() {
    assertThatThrownBy(() -> new MutantCompiler(ROOT, null).compile(UNCOVERED))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("JDK");
  }

  @Test
  void the_table_has_a_line_for_each_and_counts_what_was_missed() {
    MutantResult caught =
        new MutantResult(
            UNCOVERED,
            Optional.of(new MutantResult.Catch("seed 300", "covered", "answered")),
            Duration.ZERO);
    MutantResult missed = new MutantResult(HARMLESS, Optional.empty(), Duration.ZERO);
    assertThat(MutantTable.lines(List.of(caught, missed)))
        .containsExactly(
            "mutant                            rule by       invariant or scenario",
            "m                                 R7   seed 300 covered",
            "m                                 R7   MISSED",
            "1 of 2 mutants caught");
  }

  private MutantResult run(Mutant mutant, Class<?> check) {
    return new MutantRun(COMPILER, 5, check.getName(), check.getName()).run(mutant);
  }

  private static Mutant mutant(String before, String after) {
    return mutant(REPLICA, before, after);
  }

  private static Mutant mutant(String file, String before, String after) {
    Mutant.Edit edit = new Mutant.Edit(file, List.of(before), List.of(after));
    return new Mutant("m", "R7", Optional.empty(), List.of(edit));
  }
}
