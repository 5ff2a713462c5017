package grapevine.database.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import grapevine.common.ordering.Postcode;
import java.util.List;

/** The shape of {@code postcodes.json}. */
record PostcodesFile(@JsonProperty("_note") String note, int count, List<Entry> postcodes) {
  /** {@code coordinates} tells how far the position can be trusted. */
  record Entry(
      Postcode postcode,
      String outcode,
      String incode,
      String place,
      String town,
      String country,
      double latitude,
      double longitude,
      String coordinates) {}
}
