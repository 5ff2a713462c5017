package grapevine.frontend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import grapevine.frontend.http.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The codes are told in three places, which agree. */
class ProblemCodesTest {
  private static final Path TABLE = Path.of("..", "docs", "problems.md");

  @Test
  void the_table_has_a_row_for_every_code_as_the_code_has_it() throws IOException {
    List<String> rows =
        Files.readAllLines(TABLE).stream()
            .filter(line -> line.matches("\\| `[A-Z_]+` .*"))
            .toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ProblemCode.values()).map(ProblemCodesTest::row).toList());
  }

  private static String row(ProblemCode code) {
    return "| `"
        + code
        + "` | "
        + code.status()
        + " | "
        + code.title()
        + " | "
        + code.remedy()
        + " |";
  }

  @Test
  void the_contract_knows_exactly_these_codes() {
    Part codes = components().child("schemas").child("ProblemCode").child("enum");
    assertThat(words(codes)).containsExactlyInAnyOrderElementsOf(names());
  }

  /** Or nobody could tell when to expect it. */
  @Test
  void every_code_can_be_the_answer_to_some_request_and_has_its_status_there() {
    TreeSet<String> told = new TreeSet<>();
    for (Operation operation : Contract.shipped().operations()) {
      for (String status : operation.statuses()) {
        Part response = operation.part().child("responses").child(status);
        for (String code : codesOf(response)) {
          told.add(code);
          if (!status.equals("default")) {
            assertThat(ProblemCode.valueOf(code).status())
                .as("%s %s %s", operation, status, code)
                .isEqualTo(Integer.parseInt(status));
          }
        }
      }
    }
    // Of paths and methods that are not in the contract.
    told.addAll(List.of("NOT_FOUND", "METHOD_NOT_ALLOWED"));
    assertThat(told).containsExactlyElementsOf(new TreeSet<>(names()));
  }

  private static List<String> codesOf(Part response) {
    Part schema =
        response.child("content").child("application/problem+json").child("schema").child("allOf");
    return schema.node().isMissingNode()
        ? List.of()
        : words(schema.children().get(1).child("properties").child("code").child("enum"));
  }

  private static Part components() {
    return Contract.shipped().root().child("components");
  }

  private static List<String> names() {
    return Stream.of(ProblemCode.values()).map(ProblemCode::name).toList();
  }

  private static List<String> words(Part array) {
    List<String> words = new ArrayList<>();
    array.node().forEach(word -> words.add(word.asText()));
    return words;
  }
}
