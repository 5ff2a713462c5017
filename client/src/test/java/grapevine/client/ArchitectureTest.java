package grapevine.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The client knows the public API and nothing behind it. */
class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("grapevine.client");

  @Test
  void the_client_knows_nothing_behind_the_public_api() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "grapevine.protocol..",
            "grapevine.database..",
            "grapevine.replica..",
            "grapevine.frontend..")
        .check(classes);
  }

  @Test
  void what_talks_to_front_ends_prints_nothing() {
    noClasses()
        .that()
        .resideInAPackage("grapevine.client.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "grapevine.client.text..", "grapevine.client.command..", "grapevine.client.dialogue..")
        .check(classes);
  }

  @Test
  void only_the_terminal_knows_who_edits_its_lines() {
    noClasses()
        .that()
        .resideOutsideOfPackage("grapevine.client.terminal..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(classes);
  }
}
