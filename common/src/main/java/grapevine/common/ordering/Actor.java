package grapevine.common.ordering;

/**
 * In which role somebody gives an order command; SYSTEM is the replica that lets an order expire.
 */
public enum Actor {
  CUSTOMER,
  RESTAURANT,
  COURIER,
  SYSTEM
}
