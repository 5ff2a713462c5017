package grapevine.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The core is pure: rules of the architecture that the compiler cannot hold. */
class ArchitectureTest {
  private static final JavaClasses PROTOCOL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("grapevine.protocol");

  @Test
  void the_protocol_depends_on_nothing_but_the_language() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "grapevine.protocol",
            "java.lang",
            "java.lang.runtime",
            "java.lang.invoke",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.nio",
            "java.nio.charset")
        .check(PROTOCOL);
  }

  @Test
  void the_protocol_reads_no_clock_and_starts_no_thread() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Thread.class, ThreadLocal.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(PROTOCOL);
  }

  @Test
  void the_protocol_draws_no_random_numbers_and_makes_no_ids() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, UUID.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(PROTOCOL);
  }

  /** Their iteration order may differ from run to run, and a seed would no longer replay. */
  @Test
  void no_collection_without_an_order_is_used() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(HashMap.class, HashSet.class, IdentityHashMap.class)
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it is Set.of or Map.of",
                (JavaMethodCall call) ->
                    call.getName().equals("of")
                        && (call.getTargetOwner().isEquivalentTo(Set.class)
                            || call.getTargetOwner().isEquivalentTo(Map.class))))
        .check(PROTOCOL);
  }

  @Test
  void timestamps_are_a_partial_order_and_never_comparable() {
    noClasses()
        .that()
        .belongToAnyOf(VectorTimestamp.class, Token.class)
        .should()
        .beAssignableTo(Comparable.class)
        .check(PROTOCOL);
  }
}
