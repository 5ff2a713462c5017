package grapevine.common.ordering;

/** Each kind has its own names: an account may be called like a restaurant. */
public enum NameKind {
  ACCOUNT,
  RESTAURANT
}
