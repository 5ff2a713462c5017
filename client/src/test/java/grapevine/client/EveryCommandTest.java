package grapevine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import grapevine.client.command.UserTerminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Walks all commands, so that none is added without what all have. */
class EveryCommandTest {
  /**
   * The dialogues say what they have to say to people; the demo tells a story; the completion is a
   * script; the groups only hold commands.
   */
  private static final Set<String> WITHOUT_JSON =
      Set.of(
          "grapevine",
          "grapevine order",
          "grapevine kitchen",
          "grapevine courier",
          "grapevine demo",
          "grapevine completion",
          "grapevine account",
          "grapevine dish",
          "grapevine favourite",
          "grapevine message",
          "grapevine notice");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  static Stream<String> commands() {
    return walk(root()).stream().map(line -> line.getCommandSpec().qualifiedName());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_has_json_or_a_reason(String name) {
    boolean has = command(name).getCommandSpec().findOption("--json") != null;
    assertThat(has).as(name + " has --json").isNotEqualTo(WITHOUT_JSON.contains(name));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_can_be_without_colours_and_explains_itself(String name) {
    CommandLine line = command(name);
    assertThat(line.getCommandSpec().findOption("--no-color")).isNotNull();
    assertThat(line.getCommandSpec().usageMessage().description()).isNotEmpty();
    assertThat(line.getUsageMessage()).contains("Example", name);
  }

  /** An example that the client itself would not understand is none. */
  @ParameterizedTest
  @MethodSource("commands")
  void every_example_is_a_command_line(String name) {
    List<String> examples = examples(command(name));
    assertThat(examples).as("examples of " + name).isNotEmpty();
    for (String example : examples) {
      List<String> words = words(example);
      assertThatCode(() -> root().parseArgs(words.toArray(String[]::new)))
          .as(example)
          .doesNotThrowAnyException();
    }
  }

  private static List<String> examples(CommandLine line) {
    String footer = String.join("\n", line.getCommandSpec().usageMessage().footer());
    String joined = footer.replace("\\\n", " ");
    List<String> examples = new ArrayList<>();
    for (String text : joined.split("\n", -1)) {
      Matcher found = Pattern.compile("(?:^  |\\(|\\$\\()grapevine ([^)>]*)").matcher(text);
      while (found.find()) {
        examples.add(found.group(1));
      }
    }
    return examples;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher found = WORD.matcher(text);
    while (found.find()) {
      words.add(
          found.group(1) != null
              ? found.group(1)
              : found.group(2) != null ? found.group(2) : found.group(3));
    }
    // ./grapevine has these names for two of them
    return words.get(0).equals("providers")
        ? Stream.concat(Stream.of("cluster"), words.stream()).toList()
        : words;
  }

  private static CommandLine command(String name) {
    return walk(root()).stream()
        .filter(line -> line.getCommandSpec().qualifiedName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<CommandLine> walk(CommandLine line) {
    List<CommandLine> all = new ArrayList<>(List.of(line));
    line.getSubcommands().values().stream().distinct().forEach(sub -> all.addAll(walk(sub)));
    return all;
  }

  private static CommandLine root() {
    return ClientMain.commandLine(new ClientMain((UserTerminal) null));
  }
}
