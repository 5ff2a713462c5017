package grapevine.simulator.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A bug made on purpose: edits of the real sources, which hold no switch for it. {@code
 * package-info} shows the format of its file.
 *
 * @param rule what is broken, by its number in the protocol: a rule, or an invariant such as I22
 * @param scenario must catch it; without one, some seed must
 * @param edits carried out in this order
 */
public record Mutant(String name, String rule, Optional<String> scenario, List<Edit> edits) {
  public Mutant {
    edits = List.copyOf(edits);
  }

  /**
   * Whole lines of one file, exactly as they stand there, and what takes their place.
   *
   * @param file relative to the root of the project
   */
  public record Edit(String file, List<String> before, List<String> after) {
    public Edit {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /** Lines that do not occur exactly once are refused: the mutant would be another bug. */
    String applyTo(String source, String mutant) {
      String lines = "\n" + source;
      String wanted = "\n" + String.join("\n", before) + "\n";
      int at = lines.indexOf(wanted);
      if (at < 0) {
        throw new MutantRefusedException(mutant, "stale, not found in " + file + ":" + wanted);
      }
      if (lines.indexOf(wanted, at + 1) >= 0) {
        throw new MutantRefusedException(mutant, "ambiguous, more than once in " + file + wanted);
      }
      StringBuilder edited = new StringBuilder(lines.substring(1, at + 1));
      after.forEach(line -> edited.append(line).append('\n'));
      return edited.append(lines.substring(at + wanted.length())).toString();
    }
  }

  /** The names of all mutants, sorted. */
  public static List<String> names() {
    return resource("index").lines().toList();
  }

  public static Mutant named(String name) {
    if (!names().contains(name)) {
      throw new MutantRefusedException(name, "there is none of this name");
    }
    return new MutantParser(name).parse(resource(name + ".mutant"));
  }

  private static String resource(String file) {
    try (InputStream in =
        Mutant.class.getResourceAsStream("/grapevine/simulator/mutants/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the resource mutants/" + file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
