package grapevine.replica.provider;

import grapevine.common.ordering.Postcode;
import java.util.Comparator;
import java.util.List;

/**
 * What the map has at a postcode: addresses to suggest, far from all there are, and the middle of
 * them, which stands in for the postcode's own place while postcodes.io is down.
 */
public record PostcodeAddresses(
    Postcode postcode, Coordinates middle, List<Address> addresses, long fetchedAtMillis) {
  public PostcodeAddresses {
    addresses = List.copyOf(addresses);
  }

  /**
   * @param number a house's number or name, as people write it ("12a")
   * @param town empty when the map does not say
   */
  public record Address(String number, String street, String town) {
    private static final int DIGITS_MAX = 9;

    /** Along each street, numbers as numbers. */
    static final Comparator<Address> ALONG_THE_STREET =
        Comparator.comparing(Address::street)
            .thenComparing(Address::leadingNumber)
            .thenComparing(Address::number)
            .thenComparing(Address::town);

    private int leadingNumber() {
      int digits = 0;
      while (digits < Math.min(number.length(), DIGITS_MAX)
          && number.charAt(digits) >= '0'
          && number.charAt(digits) <= '9') {
        digits++;
      }
      return digits == 0 ? Integer.MAX_VALUE : Integer.parseInt(number.substring(0, digits));
    }
  }

  /** The second source of a postcode's place. */
  public ResolvedPostcode resolved() {
    return new ResolvedPostcode(
        postcode, middle, false, ResolvedPostcode.Source.OSM, fetchedAtMillis);
  }
}
