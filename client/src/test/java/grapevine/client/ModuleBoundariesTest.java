package grapevine.client;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom, over all modules: only the last one built sees them all. */
class ModuleBoundariesTest {
  private static final JavaClasses GRAPEVINE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("grapevine");

  @Test
  void the_front_end_does_not_know_the_database() {
    isIgnorantOf("frontend", "database", "replica", "client");
  }

  @Test
  void the_replica_does_not_know_the_front_end() {
    isIgnorantOf("replica", "frontend", "client");
  }

  @Test
  void the_client_knows_neither() {
    isIgnorantOf("client", "frontend", "replica", "database");
  }

  @Test
  void the_database_does_not_know_the_processes() {
    isIgnorantOf("database", "frontend", "replica", "client");
  }

  /** It runs what they run, in virtual time. */
  @Test
  void the_simulator_does_not_know_the_processes() {
    isIgnorantOf("simulator", "frontend", "replica", "client");
  }

  @Test
  void common_does_not_know_the_processes() {
    isIgnorantOf("common", "frontend", "replica", "client", "database");
  }

  /** But for the root command, which picocli hands to its subcommands as their parent. */
  @Test
  void no_two_packages_know_each_other() {
    slices()
        .matching("grapevine.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(alwaysTrue(), equivalentTo(ClientMain.class))
        .check(GRAPEVINE);
  }

  private static void isIgnorantOf(String module, String... others) {
    for (String other : others) {
      noClasses()
          .that()
          .resideInAPackage("grapevine." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("grapevine." + other + "..")
          .check(GRAPEVINE);
    }
  }
}
