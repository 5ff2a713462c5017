package grapevine.frontend.http;

/**
 * Every code that API v1 answers with, its status, and what the client can do about it. Clients
 * switch on the names, so they are only ever added to.
 */
public enum ProblemCode {
  BAD_REQUEST(400, "Not a valid HTTP request", "Check the request line and the headers."),
  MALFORMED_JSON(400, "The body is not JSON", "Send one well-formed JSON object in UTF-8."),
  UNKNOWN_FIELD(400, "A field is not known", "Remove the field, or correct its name."),
  FIELD_INVALID(400, "A field has no valid value", "Correct the field that 'pointer' names."),
  PARAMETER_INVALID(400, "A query parameter is not valid", "Correct or leave out the parameter."),
  IDEMPOTENCY_KEY_REQUIRED(
      400,
      "Idempotency-Key is missing",
      "Send the header Idempotency-Key with a value of your own, and the same one with every retry."),
  IDEMPOTENCY_KEY_INVALID(
      400,
      "Idempotency-Key is not valid",
      "Send it once, with 1 to 128 visible ASCII characters, such as a UUID."),
  GUEST_INVALID(
      400,
      "The guest identity is not valid",
      "Drop Grapevine-Guest: the next answer brings a new one."),
  TOKEN_INVALID(
      400,
      "The causal token is not valid",
      "Drop Causal-Token and go on without: the next answer brings one."),
  TOKEN_EXPIRED(
      400,
      "The causal token has expired",
      "Drop Causal-Token and go on without: the next answer brings one."),
  CREDENTIAL_REQUIRED(
      401,
      "For holders of the cluster's key",
      "Send the cluster's credential as a bearer token; docs/metrics.md tells how."),
  SESSION_INVALID(
      401,
      "The session is not valid",
      "Log in again: POST /v1/sessions, and send its 'session' as a bearer token."),
  SESSION_EXPIRED(401, "The session has expired", "Log in again: POST /v1/sessions."),
  LOGIN_REQUIRED(
      401,
      "For those who have an account",
      "Log in: POST /v1/sessions, and send its 'session' as a bearer token."),
  NOT_ALLOWED(403, "Not allowed in your role", "Only the restaurant or its courier can do this."),
  CHAOS_OFF(
      403,
      "Not to be broken on purpose",
      "Start the replica manager with --chaos (./launch.sh --chaos); never in production."),
  NOT_FOUND(
      404, "No such path", "The paths of this API begin with /v1; README.md shows the first ones."),
  RESTAURANT_UNKNOWN(404, "No such restaurant", "Take an id from GET /v1/restaurants?postcode=..."),
  POSTCODE_UNKNOWN(404, "The postcode is not known", "Check it, or use a neighbouring one."),
  ORDER_UNKNOWN(
      404,
      "No such order of yours",
      "Check the id, and send the Grapevine-Guest that placed the order."),
  ITEM_UNKNOWN(404, "No such dish on this menu", "Take an id from the restaurant's menu."),
  REPLICA_UNKNOWN(404, "No such replica manager", "Take a name from GET /v1/cluster."),
  METHOD_NOT_ALLOWED(
      405, "The path has no such method", "Use one of the methods in the header Allow."),
  REQUEST_TIMEOUT(408, "The request did not arrive in time", "Send it again, faster."),
  PRICE_CHANGED(
      409,
      "The price has changed",
      "Show the customer 'quote', and order again with its total and a new key."),
  TOO_LATE_TO_CANCEL(
      409,
      "The kitchen has started",
      "Call the restaurant: this order can no longer be cancelled here."),
  ILLEGAL_MOVE(
      409, "The order is past that", "Read the order again: 'status' says where it stands."),
  NOT_COMPLETED(
      409, "The order is not completed", "Review it when you have it; 'orderStatus' says more."),
  NAME_TAKEN(409, "Somebody else has this name", "Choose another name."),
  CLAIM_LOST(
      409, "Another courier has this delivery", "Nothing has happened. Look for another delivery."),
  SOLD_OUT(
      409,
      "There are not enough portions left",
      "Nothing has been ordered. Change the basket, and order again with a new key."),
  VOUCHER_USED_UP(
      409,
      "The voucher was used as often as it may be",
      "Nothing has been ordered. Order again without it, with a new key."),
  VOUCHER_TAKEN(
      409, "There is another voucher of this code", "Nothing has happened. Choose another code."),
  MENU_FULL(
      409,
      "As many dishes were added as can be",
      "Nothing has happened. Edit a dish that is off the menu into the new one."),
  FAVOURITES_FULL(
      409, "There are as many favourites as can be", "Nothing has happened. Remove another first."),
  CURSOR_EXPIRED(
      410,
      "The list is another by now",
      "Begin again without cursor: what was listed has changed."),
  BODY_TOO_LARGE(413, "The body is too large", "Send at most 64 KiB."),
  URI_TOO_LONG(414, "The URI is too long", "Shorten the query."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "The body is not declared as JSON", "Send Content-Type: application/json, in UTF-8."),
  POSTCODE_INVALID(422, "Not a UK postcode", "Write it like DH1 3LE."),
  NAME_INVALID(
      422,
      "Not a name",
      "Use 2 to 60 letters and digits, with single spaces or any of '-_.& between them."),
  EDIT_INVALID(
      422, "A restaurant cannot be run like this", "Correct the field that 'pointer' names."),
  NOT_ORDERABLE(
      422,
      "The basket cannot be ordered",
      "Mend what 'issues' lists, and order again with a new key."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "Idempotency-Key was used for another request",
      "Send a new key, or the first request unchanged."),
  TOO_MANY_REQUESTS(
      429,
      "Too many requests of one customer at once",
      "Nothing has happened. Wait for your other answers, and try again after Retry-After."),
  HEADERS_TOO_LARGE(
      431,
      "The headers are too large",
      "Send fewer or shorter headers; one Causal-Token is enough."),
  INTERNAL_ERROR(
      500, "A defect in the front end", "Tell its operator the time; repeat with the same key."),
  NO_REPLICA_AVAILABLE(
      503,
      "No replica manager answers",
      "Nothing has happened. Try again soon, or another front end."),
  OVERLOADED(503, "Too many calls", "Nothing has happened. Try again after Retry-After."),
  NOT_COVERED(
      503,
      "What you have seen has not arrived here yet",
      "Nothing has happened. Try again after Retry-After, or another front end."),
  NO_MAJORITY(
      503,
      "Too few replica managers to decide this once and for all",
      "Nothing has happened. Try again after Retry-After. Ordinary orders, cancelling and reading work meanwhile."),
  PROVIDER_UNAVAILABLE(
      503,
      "A provider of open data has not answered yet",
      "Nothing has happened. It is being asked: try again after Retry-After."),
  OUTCOME_UNKNOWN(
      504,
      "It is not known whether it happened",
      "Repeat the same request with the same Idempotency-Key."),
  INSUFFICIENT_STORAGE(
      507,
      "The disks are full",
      "Nothing has happened. What is there can be read; orders wait for the operator to make room."),
  CREDENTIALS_WRONG(
      401, "Name or password is wrong", "Check both, and send them to POST /v1/sessions again."),
  ACCOUNT_UNKNOWN(404, "No such account", "Check the name's spelling."),
  TOO_MANY_ATTEMPTS(
      429,
      "Too many failed attempts to log in",
      "Wait as long as Retry-After says, then check name and password and log in again.");

  private final int status;
  private final String title;
  private final String remedy;

  ProblemCode(int status, String title, String remedy) {
    this.status = status;
    this.title = title;
    this.remedy = remedy;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** What the client does next: the detail, where nothing more exact is known. */
  public String remedy() {
    return remedy;
  }

  /** Whether the very same request may succeed later. */
  public boolean isRetryable() {
    return status == 408 || status == 429 || status >= 500;
  }
}
