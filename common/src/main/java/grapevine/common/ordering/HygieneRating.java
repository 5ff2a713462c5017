package grapevine.common.ordering;

/**
 * What the Food Standards Agency found, which is no opinion of customers and never mixed with
 * theirs.
 *
 * @param value as the agency words it: "0" to "5", "Pass", "AwaitingInspection" ...
 * @param ratedOn a date such as 2026-03-01; null when it was not said
 */
public record HygieneRating(String value, String ratedOn) {
  public HygieneRating {
    Bounds.required("value", value, Bounds.NAME_CHARS);
    Bounds.optional("ratedOn", ratedOn, Bounds.NAME_CHARS);
  }
}
