package grapevine.database;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the database must not know of the process that it runs in. */
class ArchitectureTest {
  @Test
  void the_database_tells_what_it_wrote_and_does_not_know_who_measures_it() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "grapevine.common.metrics..", "org.eclipse.jetty..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("grapevine.database"));
  }
}
