package grapevine.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The text of a mutant, and what its edits do to a source. */
class MutantTest {
  private static final Path FILES = Path.of("src/main/resources/grapevine/simulator/mutants");
  private static final String SOURCE = "class A {\n  int a;\n  int b;\n\n  int b;\n}\n";

  @Test
  void the_index_names_every_file_in_order() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("index"))
              .map(name -> name.replaceFirst("\\.mutant$", ""))
              .sorted()
              .toList();
      assertThat(Mutant.names()).isEqualTo(names).hasSizeGreaterThanOrEqualTo(18);
    }
  }

  @Test
  void a_text_gives_a_rule_a_scenario_and_edits() {
    Mutant mutant =
        parse(
            "# Why.\nrule R7\ncaught by scenario lost\n\nin X.java\n-a\n-b\n+c\n-d\n\nin Y.java\n-e\n");
    assertThat(mutant.rule()).isEqualTo("R7");
    assertThat(mutant.scenario()).contains("lost");
    assertThat(mutant.edits())
        .containsExactly(
            new Mutant.Edit("X.java", List.of("a", "b"), List.of("c")),
            new Mutant.Edit("X.java", List.of("d"), List.of()),
            new Mutant.Edit("Y.java", List.of("e"), List.of()));
  }

  @Test
  void a_line_that_means_nothing_is_refused() {
    assertThatThrownBy(() -> parse("# Why.\nrule R7\n\nin X.java\n-a\n b\n"))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("mutant m: ")
        .hasMessageContaining(" b");
  }

  @Test
  void a_replacement_of_nothing_is_refused() {
    assertThatThrownBy(() -> parse("# Why.\nrule R7\n\nin X.java\n+a\n"))
        .hasMessageContaining("+a");
  }

  @Test
  void a_mutant_without_a_story_a_rule_or_an_edit_is_refused() {
    assertThatThrownBy(() -> parse("rule R7\nin X\n-a\n")).hasMessageContaining("a story");
    assertThatThrownBy(() -> parse("# Why.\nin X\n-a\n")).hasMessageContaining("a story");
    assertThatThrownBy(() -> parse("# Why.\nrule R7\nin X\n")).hasMessageContaining("a story");
  }

  @Test
  void an_edit_puts_lines_in_the_place_of_lines() {
    assertThat(edit("class A {", "  int a;").applyTo(SOURCE, "m"))
        .isEqualTo("new\n  int b;\n\n  int b;\n}\n");
    assertThat(edit("  int b;", "}").applyTo(SOURCE, "m"))
        .isEqualTo("class A {\n  int a;\n  int b;\n\nnew\n");
  }

  @Test
  void a_stale_edit_is_refused_by_the_names_of_mutant_and_file() {
    assertThatThrownBy(() -> edit("  int c;").applyTo(SOURCE, "m"))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("mutant m: stale")
        .hasMessageContaining("A.java");
  }

  @Test
  void a_part_of_a_line_is_not_found() {
    assertThatThrownBy(() -> edit("int a;").applyTo(SOURCE, "m")).hasMessageContaining("stale");
  }

  @Test
  void an_ambiguous_edit_is_refused() {
    assertThatThrownBy(() -> edit("  int b;").applyTo(SOURCE, "m"))
        .isInstanceOf(MutantRefusedException.class)
        .hasMessageContaining("mutant m: ambiguous")
        .hasMessageContaining("A.java");
  }

  @Test
  void a_mutant_that_is_not_in_the_index_is_refused() {
    assertThatThrownBy(() -> Mutant.named("index")).isInstanceOf(MutantRefusedException.class);
  }

  private static Mutant parse(String text) {
    return new MutantParser("m").parse(text);
  }

  private static Mutant.Edit edit(String... lines) {
    return new Mutant.Edit("A.java", List.of(lines), List.of("new"));
  }
}
