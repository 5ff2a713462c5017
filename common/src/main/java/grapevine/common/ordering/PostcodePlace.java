package grapevine.common.ordering;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Where a postcode is, as far as is known.
 *
 * @param precision "postcode", or "outcode" when only the district's position is known
 * @param source who says so: "catalogue" for what is built in
 * @param fetchedAt when it was said; null for what is built in
 * @param degraded live data was wanted, and is missing or stale
 * @param retired it is not in use any more; the position still holds
 * @param addresses suggestions
 * @param attributions what the providers of the data want to be said beside it; not written when
 *     there are none
 */
public record PostcodePlace(
    Postcode postcode,
    double latitude,
    double longitude,
    String precision,
    String source,
    String fetchedAt,
    boolean degraded,
    boolean retired,
    List<String> addresses,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> attributions) {
  public PostcodePlace {
    addresses = List.copyOf(addresses);
    attributions = attributions == null ? List.of() : List.copyOf(attributions);
  }
}
