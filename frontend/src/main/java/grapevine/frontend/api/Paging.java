package grapevine.frontend.api;

import grapevine.common.ordering.Query;
import grapevine.frontend.http.QueryParameters;

/**
 * The parameters that every list has. Cursors are opaque: only who made one can tell whether it is
 * good.
 */
final class Paging {
  private Paging() {}

  static int limit(QueryParameters parameters) {
    return parameters.number("limit", Query.DEFAULT_LIMIT, 1, Query.MAX_LIMIT);
  }

  static String cursor(QueryParameters parameters) {
    return parameters.text("cursor").orElse(null);
  }
}
