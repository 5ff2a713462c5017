package grapevine.client.text;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the client writes: answers to {@code out}, everything about how they were got to {@code
 * err}, so that a pipe sees answers only. Colours are codes only where {@code colour} is true.
 */
public record Screen(
    PrintStream out, PrintStream err, int width, boolean colour, String poundSign) {

  /** For the command line library, in the encoding of the streams. */
  public PrintWriter outWriter() {
    return writer(out);
  }

  public PrintWriter errWriter() {
    return writer(err);
  }

  public void line(String text) {
    out.println(text);
  }

  public void notice(String text) {
    wrap(Printable.clean(text)).forEach(err::println);
    err.flush();
  }

  /** Text in lines of the screen's width at most, broken at spaces. */
  public List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  public void paragraph(String text) {
    wrap(text).forEach(out::println);
  }

  /** A label, dots and an amount at the right edge, for bills. */
  public String bill(String label, String amount) {
    int room = Math.min(width, 80) - amount.length() - 2;
    String cut = Table.cut(label, Math.max(10, room));
    String gap = " ".repeat(Math.max(2, room + 2 - cut.codePointCount(0, cut.length())));
    return (cut + gap + amount).stripTrailing();
  }

  public String money(long pence) {
    String sign = pence < 0 ? "-" : "";
    return "%s%s%d.%02d".formatted(sign, poundSign, Math.abs(pence) / 100, Math.abs(pence) % 100);
  }

  public String bold(String text) {
    return styled("1", text);
  }

  public String good(String text) {
    return styled("32", text);
  }

  public String bad(String text) {
    return styled("31", text);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private String styled(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
