package grapevine.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A story in a text file: prose behind {@code #}, commands, {@code ----}, and what came of them up
 * to the next empty line. Only the outputs are ever rewritten.
 */
final class Scenario {
  private static final String SEPARATOR = "----";

  private final List<Block> blocks;
  private final List<String> closing;

  private Scenario(List<Block> blocks, List<String> closing) {
    this.blocks = blocks;
    this.closing = closing;
  }

  /**
   * @param told every line before the separator, prose and commands
   */
  record Block(List<String> told, List<String> output) {
    Block {
      told = List.copyOf(told);
      output = List.copyOf(output);
    }

    List<String> commands() {
      return told.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  static Scenario parse(String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> told = new ArrayList<>();
    List<String> output = null;
    for (String line : text.lines().toList()) {
      if (output == null && line.equals(SEPARATOR)) {
        output = new ArrayList<>();
      } else if (output == null) {
        told.add(line);
      } else if (line.isBlank()) {
        blocks.add(new Block(told, output));
        told = new ArrayList<>(List.of(line));
        output = null;
      } else {
        output.add(line);
      }
    }
    if (output != null) {
      blocks.add(new Block(told, output));
      told = List.of();
    }
    return new Scenario(List.copyOf(blocks), List.copyOf(told));
  }

  /** The same story with the outputs that {@code play} gives, block after block. */
  Scenario played(Function<Block, List<String>> play) {
    return new Scenario(
        blocks.stream().map(block -> new Block(block.told(), play.apply(block))).toList(), closing);
  }

  List<Block> blocks() {
    return blocks;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Block block : blocks) {
      block.told().forEach(line -> text.append(line).append('\n'));
      text.append(SEPARATOR).append('\n');
      block.output().forEach(line -> text.append(line).append('\n'));
    }
    closing.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
