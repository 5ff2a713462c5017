package grapevine.replica.provider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Whoever waits for hosts far away is kept away from what must never wait for them. */
class ArchitectureTest {
  @Test
  void what_asks_providers_knows_neither_the_core_nor_the_database_nor_the_process() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "grapevine.protocol..",
            "grapevine.database..",
            "grapevine.replica",
            "grapevine.replica.forced..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("grapevine.replica.provider"));
  }
}
