package grapevine.common.ordering;

/** What messages stand together. */
public enum ThreadKind {
  /** Of one order, between those who have a part in it. */
  ORDER,
  /** Between two accounts. */
  DIRECT,
  /** From one to many, who do not answer here. */
  BROADCAST
}
