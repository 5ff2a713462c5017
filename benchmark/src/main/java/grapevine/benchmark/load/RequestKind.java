package grapevine.benchmark.load;

/** What a customer asks for. */
public enum RequestKind {
  PLACE,
  READ
}
