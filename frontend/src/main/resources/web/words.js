// Refusals in words for people at a page. The API's own details are for who writes programs; where they suit
// both, they are shown as they are.

const WORDS = {
  CREDENTIALS_WRONG: 'Name or password is wrong.',
  TOO_MANY_ATTEMPTS: 'Too many failed attempts to log in. Wait a quarter of an hour, then check name and password.',
  LOGIN_REQUIRED: 'Log in first.',
  SESSION_INVALID: 'Your session has ended. Log in again.',
  SESSION_EXPIRED: 'Your session has ended. Log in again.',
  NAME_TAKEN: 'Somebody else has this name. Choose another.',
  RESTAURANT_UNKNOWN: 'There is no such restaurant. Search again from your postcode.',
  ORDER_UNKNOWN: 'There is no such order of yours. If you placed it in another browser, log in there and here with one account.',
  PRICE_CHANGED: 'The price has changed. Nothing has been ordered: look at it, and place the order if you agree.',
  SOLD_OUT: 'There are not enough portions left. Nothing has been ordered: change the basket.',
  VOUCHER_USED_UP: 'The voucher was used as often as it may be. Nothing has been ordered: take it out, and place the order again.',
  NOT_ORDERABLE: 'The basket cannot be ordered as it is. Nothing has been ordered.',
  TOO_LATE_TO_CANCEL: 'The kitchen has started: this order can no longer be cancelled here. Write to the restaurant.',
  FAVOURITES_FULL: 'A hundred favourites are as many as can be. Remove another first.',
  IDEMPOTENCY_KEY_REUSED: 'Something else was sent in its place before. Look whether that is there, then send it again.',
  TOO_MANY_REQUESTS: 'Too much at once. Nothing has happened: wait a moment, and try again.',
  OVERLOADED: 'There is too much to do just now. Nothing has happened: try again in a moment.',
  NO_REPLICA_AVAILABLE: 'Nothing can be looked up or ordered just now. Nothing has happened: try again soon.',
  NOT_COVERED: 'What you have seen has not arrived everywhere yet. Nothing has happened: try again in a moment.',
  NO_MAJORITY: 'This cannot be decided just now. Nothing has happened: try again later. Ordering without a voucher works meanwhile.',
  OUTCOME_UNKNOWN: 'It is not known yet whether it happened. Trying again does it once at most.',
  INSUFFICIENT_STORAGE: 'There is no room for anything new. Nothing has happened; what is there can be read.',
  INTERNAL_ERROR: 'Something broke that should not have. Try again; it is done once at most.',
};

/** @param problem a problem document, or what came instead */
export const words = problem => WORDS[problem.code] ?? problem.detail ?? 'Something went wrong. Try again.';
