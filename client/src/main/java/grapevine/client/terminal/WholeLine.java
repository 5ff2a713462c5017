package grapevine.client.terminal;

import java.util.List;
import org.jline.reader.ParsedLine;

/** A line as one word: names of dishes and restaurants have spaces, and nobody quotes them. */
record WholeLine(String line, int cursor) implements ParsedLine {
  @Override
  public String word() {
    return line;
  }

  @Override
  public int wordCursor() {
    return cursor;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(line);
  }
}
