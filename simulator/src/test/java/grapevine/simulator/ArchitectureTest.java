package grapevine.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What would keep a seed from repeating itself. */
class ArchitectureTest {
  private static final JavaClasses SIMULATOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("grapevine.simulator");

  @Test
  void what_happens_in_a_run_reads_no_clock_and_starts_no_thread() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..simulator.world..",
            "..simulator.client..",
            "..simulator.check..",
            "..simulator.history..",
            "..simulator.disk..",
            "..simulator.scenario..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, ThreadLocal.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(SIMULATOR);
  }

  @Test
  void only_dice_are_random() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class, UUID.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(SIMULATOR);
  }

  @Test
  void no_collection_without_an_order_is_used() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(HashMap.class, HashSet.class, IdentityHashMap.class)
        .check(SIMULATOR);
  }
}
