package grapevine.replica.provider;

import grapevine.common.ordering.Postcode;

/**
 * Where a postcode is.
 *
 * @param place null where nobody publishes it (Channel Islands, Isle of Man)
 * @param isRetired no longer delivered to by Royal Mail: usable, but tell the customer
 */
public record ResolvedPostcode(
    Postcode postcode, Coordinates place, boolean isRetired, Source source, long fetchedAtMillis) {
  public enum Source {
    POSTCODES_IO,
    OSM
  }

  public String outcode() {
    return postcode.outcode();
  }
}
