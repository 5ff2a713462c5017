package grapevine.simulator.mutant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one mutant's text, once. What it does not understand it refuses: nothing is skipped. */
final class MutantParser {
  private static final String RULE = "rule ";
  private static final String SCENARIO = "caught by scenario ";
  private static final String FILE = "in ";

  private final String name;
  private final List<Mutant.Edit> edits = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private boolean hasStory;
  private Optional<String> rule = Optional.empty();
  private Optional<String> scenario = Optional.empty();
  private Optional<String> file = Optional.empty();

  MutantParser(String name) {
    this.name = name;
  }

  Mutant parse(String text) {
    text.lines().forEach(this::take);
    endEdit();
    if (!hasStory || rule.isEmpty() || edits.isEmpty()) {
      throw new MutantRefusedException(name, "a mutant has a story, a rule and at least one edit");
    }
    return new Mutant(name, rule.get(), scenario, edits);
  }

  private void take(String line) {
    if (line.startsWith("-") && file.isPresent()) {
      if (!after.isEmpty()) {
        endEdit();
      }
      before.add(line.substring(1));
    } else if (line.startsWith("+") && !before.isEmpty()) {
      after.add(line.substring(1));
    } else {
      endEdit();
      takeHeading(line);
    }
  }

  private void takeHeading(String line) {
    if (line.startsWith("#")) {
      hasStory = true;
    } else if (line.startsWith(RULE) && rule.isEmpty()) {
      rule = Optional.of(line.substring(RULE.length()));
    } else if (line.startsWith(SCENARIO) && scenario.isEmpty()) {
      scenario = Optional.of(line.substring(SCENARIO.length()));
    } else if (line.startsWith(FILE)) {
      file = Optional.of(line.substring(FILE.length()));
    } else if (!line.isEmpty()) {
      throw new MutantRefusedException(name, "what does this line mean? " + line);
    }
  }

  private void endEdit() {
    if (!before.isEmpty()) {
      edits.add(new Mutant.Edit(file.orElseThrow(), before, after));
      before.clear();
      after.clear();
    }
  }
}
