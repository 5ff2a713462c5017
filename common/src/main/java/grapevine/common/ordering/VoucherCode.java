package grapevine.common.ordering;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the codes of issued vouchers are spelled: in one way, whatever is typed. */
public final class VoucherCode {
  private static final Pattern SPELLING = Pattern.compile("[A-Z0-9][A-Z0-9-]{2,31}");

  private VoucherCode() {}

  /** Empty when no issued voucher can have this code. */
  public static Optional<String> parse(String typed) {
    return Optional.ofNullable(typed)
        .map(text -> text.strip().toUpperCase(Locale.ROOT))
        .filter(code -> SPELLING.matcher(code).matches());
  }

  static String require(String typed) {
    return parse(typed)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "code must be 3 to 32 letters of A to Z, digits and dashes"));
  }
}
