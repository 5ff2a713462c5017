package grapevine.client.command;

import grapevine.client.api.OrderRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ID[:QTY[:CHOICE,...]]}. The quantity is the first part that is all digits, so an id
 * may contain colons; whether the quantity is allowed is for the front end to say.
 */
final class ItemArgument {
  private static final Pattern FORM =
      Pattern.compile("(?<id>.+?)(:(?<quantity>-?\\d{1,9})(:(?<choices>[^:]*))?)?");

  private ItemArgument() {}

  static OrderRequest.Line parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.isBlank() || text.startsWith(":") || text.endsWith(":") || !form.matches()) {
      throw new IllegalArgumentException(
          "--item '" + text + "' is not of the form ID[:QTY[:CHOICE,CHOICE...]]");
    }
    String quantity = form.group("quantity");
    String choices = form.group("choices");
    return new OrderRequest.Line(
        form.group("id"),
        quantity == null ? 1 : Integer.parseInt(quantity),
        choices == null ? List.of() : List.of(choices.split(",")));
  }
}
