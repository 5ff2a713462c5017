package grapevine.client.api;

import okhttp3.HttpUrl;

/** What to look for near a postcode; all but the postcode may be null. */
public record RestaurantSearch(
    String postcode,
    String cuisine,
    String text,
    boolean openNow,
    String sort,
    Integer limit,
    String cursor) {

  public static RestaurantSearch near(String postcode) {
    return new RestaurantSearch(postcode, null, null, false, null, null, null);
  }

  public RestaurantSearch from(String nextCursor) {
    return new RestaurantSearch(postcode, cuisine, text, openNow, sort, limit, nextCursor);
  }

  String relative() {
    return relative(
        new HttpUrl.Builder().scheme("http").host("x").addPathSegments("v1/restaurants"),
        "postcode",
        postcode,
        "cuisine",
        cuisine,
        "q",
        text,
        "openNow",
        openNow ? "true" : null,
        "sort",
        sort,
        "limit",
        limit == null ? null : limit.toString(),
        "cursor",
        cursor);
  }

  /** Path and encoded query; a null value leaves its name out. */
  static String relative(HttpUrl.Builder url, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        url.addQueryParameter(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    HttpUrl built = url.build();
    String query = built.encodedQuery();
    return query == null ? built.encodedPath() : built.encodedPath() + "?" + query;
  }
}
